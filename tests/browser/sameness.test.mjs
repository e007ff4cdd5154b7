// A family entered by clicking, screened by the command line from a document: the same result.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { alone, enough, four } from './families.mjs';
import { Screener } from './screener.mjs';
import { DAY, HOST, close, launch, open, ready, root } from './support.mjs';
import { fill, texts } from './texts.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

// The command line, with the rulebook that the site serves.
function screen(household) {
  const rulebook = resolve(process.env.YINGBAO_SITE ?? 'target/site', 'cn.rulebook');
  const cargo = ['run', '-q', '--release', '-p', 'yingbao-core', '--features', 'cli', '--bin', 'yingbao', '--'];
  const run = spawnSync('cargo', [...cargo, 'screen', '--rulebook', rulebook, '--date', DAY], {
    cwd: root, input: JSON.stringify(household), encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr + run.stdout);
  return JSON.parse(run.stdout);
}

const verdicts = ({ programs }) => programs.map(({ id, member, verdict }) => `${id} ${member ?? ''} ${verdict}`);
const numbers = (text) => [...text.matchAll(/-?\d[\d,]*(\.\d+)?/g)].map(([number]) => Number(number.replaceAll(',', '')));
const sentence = (text) => text[0].toUpperCase() + text.slice(1);

// The numbers by which the widget shows a range: nothing where only zero is known.
function ends({ min, max } = {}) {
  if (max === undefined) return min === undefined || Number(min) === 0 ? [] : [Number(min)];
  return min === undefined || Number(min) === Number(max) ? [Number(max)] : [Number(min), Number(max)];
}

// What the results must show for a screening document.
function shown(screening, language, screener, members) {
  const words = texts(language);
  const own = (key, values = {}) => fill(words[`own.${key}`], values);
  const index = (id) => members.findIndex((member) => member.id === id);
  const of = (what, at) => sentence(own('results.for_who', { program: what, who: screener.name(members, at) }));
  const groups = { likely: [], possible: [], unlikely: [] };
  for (const program of screening.programs) {
    const title = words[`program.${program.id}.title`];
    const conditions = program.criteria.filter((criterion) => !criterion.waived).map((criterion) => {
      const standing = { true: 'met', false: 'not_met', null: 'open' }[criterion.holds];
      const key = `criterion.${program.id}.${criterion.id}`;
      const sides = Object.fromEntries(['left', 'right', 'margin'].map((side) => [side, ends(criterion[side]).join(' ')]));
      return {
        head: own(`criterion.${standing}`) + own('range.labelled', { name: '', text: words[`${key}.title`] }),
        numbers: numbers(fill(words[`${key}.${standing}`], sides)),
      };
    });
    const told = program.verdict !== 'unlikely' && program.amount ? ends(program.amount) : [];
    const missing = program.missing.map((path) => {
      const [, id, fact] = /^members\.(\w+)\.(\w+)$/.exec(path) ?? [];
      if (!id) return words[`fact.${path.replace('household.', '')}.title`];
      return of(words[`fact.member.${fact}.title`] ?? fact, index(id));
    });
    const card = {
      title: program.unit === 'member' ? of(title, index(program.member)) : title,
      amount: told,
      conditions: [conditions],
      missing: program.verdict === 'possible' ? missing : [],
    };
    const cards = groups[program.verdict];
    const before = cards.find((other) => other.id === program.id);
    if (program.verdict === 'unlikely' && before) {
      before.card.title = title;
      before.card.conditions.push(conditions);
    } else {
      cards.push({ id: program.id, card });
    }
  }
  const bare = (cards) => cards.map(({ card }) => card).sort((a, b) => (a.title < b.title ? -1 : 1));
  return Object.fromEntries(Object.entries(groups).map(([verdict, cards]) => [verdict, bare(cards)]));
}

async function entered(family, path, language) {
  const page = await open(browser, path);
  await ready(page);
  const screener = new Screener(page, language);
  const { asked } = await screener.tell(family);
  const results = await screener.results();
  const seen = Object.fromEntries(Object.entries(results).map(([verdict, cards]) => [verdict, cards.map((card) => ({
    title: card.title,
    amount: card.amount === null ? [] : numbers(card.amount),
    conditions: card.conditions.map((list) => list.map(({ head, sentence }) => ({ head, numbers: numbers(sentence) }))),
    settles: card.settles,
  })).sort((a, b) => (a.title < b.title ? -1 : 1))]));
  return { page, screener, asked, seen };
}

for (const [name, family, path, language] of [
  ['a family of four, in Chinese', four, '/index.html', 'zh-CN'],
  ['a family of four, in English', four, '/en.html', 'en'],
  ['one old person', alone, '/index.html', 'zh-CN'],
  ['a couple that earns enough', enough, '/en.html', 'en'],
]) {
  test(`the results of ${name} are those of the command line`, async () => {
    const { page, screener, asked, seen } = await entered(family, path, language);
    const screening = screen(asked);
    const expected = shown(screening, language, screener, family.members);
    for (const verdict of ['likely', 'possible', 'unlikely']) {
      const without = (key) => ({ [key]: _, ...card }) => card;
      assert.deepEqual(seen[verdict].map(without('settles')), expected[verdict].map(without('missing')), verdict);
      for (const [at, { title, settles }] of seen[verdict].entries()) {
        const { missing } = expected[verdict][at];
        assert.equal(settles.length > 0, missing.length > 0, `${title}: ${missing}`);
        for (const line of settles) assert.ok(missing.includes(line), `${title} names "${line}", missing is ${missing}`);
      }
    }
    assert.ok(screening.programs.length >= 9);
    // What was not asked turns no verdict: at most it leaves open what only it decides.
    const { members, household, ...rest } = family;
    const whole = verdicts(screen({ ...rest, household, members }));
    for (const [at, verdict] of verdicts(screening).entries()) {
      if (!verdict.endsWith('possible')) assert.equal(verdict, whole[at]);
    }
    await close(page);
  });
}

// What a document says, whether the unknown is written as null or left out.
const bare = (document) => JSON.parse(JSON.stringify(document, (_, value) => value ?? undefined));

async function inPage(households) {
  const page = await open(browser, '/index.html');
  await ready(page);
  const told = await page.evaluate(
    ([host, all]) => Promise.all(all.map((household) => customElements.get(host).screen(household))),
    [HOST, households],
  );
  await close(page);
  return told;
}

test('a page with its own questions gets what the command line says', async () => {
  const families = [four, alone, enough];
  const told = await inPage(families);
  for (const [at, household] of families.entries()) assert.deepEqual(bare(told[at]), bare(screen(household)));
});

test('… as the very same document', async () => {
  const [told] = await inPage([four]);
  assert.deepEqual(told, screen(four));
});

test('a document that cannot be read is an answer that names the place', async () => {
  const [{ error }] = await inPage([{ version: 1, members: [{ id: 'a', age: 'old' }] }]);
  assert.match(error.path, /age/);
  assert.match(error.found, /old/);
  assert.ok(error.expected);
});
