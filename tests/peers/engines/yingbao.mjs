// Ours, as a page of its own calls it: a household document in, a screening document out, through the WASM for such pages.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../../..');
const api = resolve(root, process.env.YINGBAO_API ?? 'target/api');

/** Runs the command line: the program `YINGBAO_COMMAND` names, or what cargo builds. */
export function yingbao(args, input) {
  const [program, ...before] = process.env.YINGBAO_COMMAND ? [resolve(root, process.env.YINGBAO_COMMAND)] : ['cargo', 'yingbao'];
  return execFileSync(program, [...before, ...args], { cwd: root, input, encoding: 'utf8', maxBuffer: 1 << 30 });
}

/** Gives `use` the file of the rulebook of the task, built for it and removed after it. */
export function withRulebook(use) {
  const folder = mkdtempSync(join(tmpdir(), 'yingbao-peers-'));
  try {
    const file = join(folder, 'dibao8.rulebook');
    yingbao(['build', 'tests/peers/dibao8', '--out', file]);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function ours() {
  const glue = await import(pathToFileURL(join(api, 'yingbao_api.js')).href).catch((error) => {
    throw new Error(`no screen() in ${api} (${error.message}): build it by \`cargo demo\`, or set YINGBAO_API to its folder`);
  });
  glue.initSync({ module: readFileSync(join(api, 'yingbao_api_bg.wasm')) });
  withRulebook((file) => glue.load(readFileSync(file)));
  return glue;
}

const { screen } = await ours();
export { screen };

/** A household as a document of the contract; `money` writes an amount of fen. */
export function documentOf({ members, savings, ...household }, money) {
  return {
    version: 1,
    date: '2026-11-01',
    region: '000000',
    household: { ...household, savings: money(savings) },
    members: members.map(({ wage, pension, farm, transfer, ...member }, at) => ({
      id: `m${at + 1}`,
      relation: at === 0 ? 'self' : 'other',
      ...member,
      wage: money(wage),
      pension: money(pension),
      farm: money(farm),
      transfer: money(transfer),
    })),
  };
}

/** The two forms in which a document may give an amount. */
export const asNumber = (fen) => fen / 100;
export const asText = (fen) => (fen / 100).toFixed(2);

const fen = (yuan) => Math.round(Number(yuan) * 100);

/** What the task asks for, out of a screening. */
export function answerOf({ programs, error }) {
  if (error) throw new Error(error.message);
  const [dibao, near] = programs;
  const likely = ({ verdict }) => verdict === 'likely';
  const open = programs.find(({ verdict }) => verdict === 'possible');
  if (open) throw new Error(`${open.id} is open, though everything is known`);
  return {
    verdict: likely(dibao) ? 'dibao' : likely(near) ? 'near_dibao' : 'none',
    topUp: likely(dibao) ? fen(dibao.amount.min) : 0,
    perHead: fen(dibao.criteria[0].left.min),
    tekun: programs.filter((program) => program.id === 'tekun' && likely(program)).length,
  };
}

const ours = (form, money) => ({
  name: `yingbao, money as ${form}`,
  version: JSON.parse(readFileSync(join(api, 'package.json'), 'utf8')).version,
  gives: 'of each condition whether it holds, both sides, the margin and the article; amounts in exact decimals; what is '
    + 'missing; an answer where things are unknown; where each figure comes from',
  input: (household) => documentOf(household, money),
  screen: (document) => answerOf(screen(document)),
});

export const inNumbers = ours('number', asNumber);
export const inText = ours('text', asText);
