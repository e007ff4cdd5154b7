// The times of all engines over the same households, and how ours divide.
import assert from 'node:assert/strict';
import { cpus } from 'node:os';
import { engines, hand } from './engines/all.mjs';
import { jsonLogic, verdictInYuan } from './engines/json-logic.mjs';
import { asNumber, asText, documentOf, screen, withRulebook, yingbao } from './engines/yingbao.mjs';
import { households } from './households.mjs';
import { compare } from './measure.mjs';
import { byHand } from './oracle.mjs';

const AGREE = 5000;
const TIMED = 200;
const ROUNDS = 9;
const PASSES = { rounds: ROUNDS, milliseconds: 200 };
const AIM = 50;

const all = households(AGREE);
for (const household of all) {
  const expected = byHand(household);
  for (const { name, input, screen } of engines) assert.deepEqual(await screen(input(household)), expected, name);
}
const some = all.slice(0, TIMED);
const people = some.reduce((sum, { members }) => sum + members.length, 0) / TIMED;
console.log(`${engines.length} ways agree about ${AGREE} households (verdict, top-up and income of each to the fen, members in tekun).`);
console.log(`Timed: ${TIMED} of them, ${people.toFixed(1)} people on average; one process, warm; medians of ${ROUNDS} rounds, in each `
  + `of which every row has its turn.\nNode ${process.version}, ${cpus()[0].model}.\n`);

const micro = (time) => (time < 10 ? time.toFixed(2) : time.toFixed(1));
function table(heads, rows) {
  const widths = heads.map((head, at) => Math.max(...[heads, ...rows].map((row) => row[at].length)));
  const padded = (cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]));
  const line = (cells) => console.log(`| ${cells.map(padded).join(' | ')} |`);
  line(heads);
  console.log(`|${widths.map((width, at) => (at === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`);
  for (const row of rows) line(row);
  console.log();
}

const tasks = engines.map((engine) => ({ ...engine, inputs: some.map(engine.input) }));
const times = await compare(tasks, { ...PASSES, base: engines.indexOf(jsonLogic) });
table(
  ['engine', 'version', 'µs a household', 'rounds', 'to json-logic'],
  tasks.map(({ name, version }, at) => {
    const { median, least, most, ratio } = times[at];
    return [name, version, micro(median), `${micro(least)}–${micro(most)}`, `${ratio.toFixed(2)}×`];
  }),
);
for (const gives of new Set(engines.map((engine) => engine.gives))) {
  console.log(`${engines.filter((engine) => engine.gives === gives).map(({ name }) => name).join(' · ')}: ${gives}.`);
}

const wrong = all.filter((household) => verdictInYuan(household) !== byHand(household).verdict).length;
console.log(`\nAll but ours are given money in fen and count in tenths of a fen: in yuan, as documents have them, the very same rules `
  + `of ${jsonLogic.name.split(',')[0]} say another verdict of ${wrong} of ${AGREE} households.\n`);

// --- how the time of ours divides ---

const documents = some.map((household) => documentOf(household, asNumber));
const answers = documents.map((document) => JSON.stringify(screen(document)));
const parsed = answers.map((text) => JSON.parse(text));
// Refused for its version: the object has crossed into WASM, nothing of it was read. Refused for the last one's spouse: all was.
const crossed = documents.map((document) => ({ ...document, version: 2 }));
const read = documents.map(({ members, ...rest }) =>
  ({ ...rest, members: members.map((member, at) => (at === members.length - 1 ? { ...member, spouse: 'nobody' } : member)) }));
const bare = { version: 1, date: '2026-11-01', region: '000000', members: [{ id: 'm1', relation: 'self' }] };
// Of every second one neither the wage nor whether anybody supports them is known.
const half = documents.map(({ members, ...rest }) =>
  ({ ...rest, members: members.map(({ wage, supported, ...member }, at) => (at % 2 === 0 ? member : { ...member, wage, supported })) }));
for (const document of crossed) assert.equal(screen(document).error?.path, 'version');
for (const document of read) assert.match(screen(document).error?.path ?? '', /spouse/);
assert.ok(half.some((document) => screen(document).programs.some(({ verdict }) => verdict === 'possible')));

const parts = [
  { name: 'screen(document): the whole call', inputs: documents, screen },
  { name: 'refused at once: the object crosses into WASM', inputs: crossed, screen },
  { name: 'refused at its end: it is read and checked too', inputs: read, screen },
  { name: 'JSON.parse of the answer, part of every call', inputs: answers, screen: JSON.parse },
  { name: 'a household of which nothing is known', inputs: documents.map(() => bare), screen },
  { name: 'wage and supporters of every second one not known', inputs: half, screen },
  { name: 'for comparison: JSON.stringify of the document', inputs: documents, screen: JSON.stringify },
  { name: 'for comparison: JSON.stringify of the answer', inputs: parsed, screen: JSON.stringify },
];
const divided = await compare(parts, PASSES);
const whole = divided[0].median;
table(
  ['of ours', 'µs a household', 'rounds', 'of the call'],
  parts.map(({ name }, at) => {
    const { median, least, most, ratio } = divided[at];
    return [name, micro(median), `${micro(least)}–${micro(most)}`, `${Math.round(100 * ratio)} %`];
  }),
);
// By what each part is of the call in the same round: what disturbs a round disturbs all of it.
const [, over, checked, parsing] = divided.map(({ ratio }) => ratio * whole);
const inside = whole - checked - parsing;
const text = Math.round(answers.reduce((sum, answer) => sum + answer.length, 0) / TIMED);
console.log(`So of ${micro(whole)} µs: ${micro(over)} for the object to cross, ${micro(checked - over)} to read it, `
  + `${micro(inside)} to judge it and to write the answer (${text} characters of JSON on average), `
  + `${micro(parsing)} to make objects of that.\n`);

// The same from text to text by the command line, built for speed where the WASM is built for size: what 4,500 more lines take.
const native = withRulebook((rulebook) => {
  const lines = all.map((household) => JSON.stringify(documentOf(household, asText)));
  const run = (count) => {
    const input = `${lines.slice(0, count).join('\n')}\n`;
    const start = performance.now();
    yingbao(['screen', '--batch', '--jobs', '1', '--rulebook', rulebook], input);
    return performance.now() - start;
  };
  const more = [];
  for (let round = 0; round < ROUNDS; round += 1) more.push(1000 * (run(AGREE) - run(500)) / (AGREE - 500));
  return more.sort((a, b) => a - b);
});
console.log(`The same documents natively, by \`yingbao screen --batch --jobs 1\`, text to text: ${micro(native[ROUNDS >> 1])} µs a `
  + `household (${micro(native[0])}–${micro(native[ROUNDS - 1])}).\n`);

const fastest = times.map(({ median }, at) => ({ median, engine: engines[at] })).filter(({ engine }) => engine !== hand);
const ours = Math.min(...fastest.filter(({ engine }) => engine.name.startsWith('yingbao')).map(({ median }) => median));
const behind = fastest.filter(({ median }) => median < ours).map(({ engine }) => engine.name)
  .filter((name) => !name.startsWith('yingbao'));
console.log(behind.length ? `Ours is slower than ${behind.join(', ')}.` : 'Ours is slower than none of them.');
console.log(`Aim: ${AIM} µs; now ${micro(ours)}: ${ours <= AIM ? 'reached' : `${(ours / AIM).toFixed(1)} times as much`}.`);
