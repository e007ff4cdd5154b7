// A family entered by clicking, screened by the command line from a document: the same result.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { yingbao } from './command.mjs';
import { alone, enough, four } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, ready } from './support.mjs';
import { fill, texts } from './texts.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const screen = (household) => JSON.parse(yingbao(['screen'], household));
const verdicts = ({ programs }) => programs.map(({ id, member, verdict }) => `${id} ${member ?? ''} ${verdict}`);
const numbers = (text) => [...text.matchAll(/-?\d[\d,]*(\.\d+)?/g)].map(([number]) => Number(number.replaceAll(',', '')));
// The numbers by which the widget shows a range: nothing where only zero is known.
function ends({ min, max } = {}) {
  if (max === undefined) return min === undefined || Number(min) === 0 ? [] : [Number(min)];
  return min === undefined || Number(min) === Number(max) ? [Number(max)] : [Number(min), Number(max)];
}

/** What a programme's page must show of an entry. */
function conditions({ id, criteria }, words, own) {
  return criteria.filter((criterion) => !criterion.waived).map((criterion) => {
    const standing = { true: 'met', false: 'not_met', null: 'open' }[criterion.holds];
    const key = `criterion.${id}.${criterion.id}`;
    const sides = Object.fromEntries(['left', 'right', 'margin'].map((side) => [side, ends(criterion[side]).join(' ')]));
    return {
      head: own(`criterion.${standing}`) + own('range.labelled', { name: '', text: words[`${key}.title`] }),
      numbers: numbers(fill(words[`${key}.${standing}`], sides)),
    };
  });
}

for (const [name, family, path, language] of [
  ['a family of four, in Chinese', four, '/index.html', 'zh-CN'],
  ['a family of four, in English', four, '/en.html', 'en'],
  ['one old person', alone, '/index.html', 'zh-CN'],
  ['a couple that earns enough', enough, '/en.html', 'en'],
]) {
  test(`the results of ${name} are those of the command line`, async () => {
    const page = await open(browser, path);
    await ready(page);
    const screener = new Screener(page, language);
    const { asked } = await screener.tell(family);
    const { members } = family;
    const words = texts(language);
    const own = (key, values = {}) => fill(words[`own.${key}`], values);
    const screening = screen(asked);
    const results = await screener.results();

    // Every entry stands where its verdict belongs, and nothing else stands there.
    const belongs = { likely: ['urgent', 'likely'], possible: ['urgent', 'worth', 'follows', 'possible'], unlikely: ['unlikely'] };
    const who = (id) => screener.named(members, members.findIndex((member) => member.id === id));
    const seen = new Set();
    const may = new Set(screening.programs.filter(({ verdict }) => verdict !== 'unlikely').map(({ id }) => id));
    for (const { id, unit, member, verdict, open: waits, amount } of screening.programs) {
      // Whom a programme seems not to fit is told on its page, where it may fit somebody.
      if (verdict === 'unlikely' && may.has(id)) continue;
      const title = words[`program.${id}.title`];
      const shown = belongs[verdict].flatMap((group) => results[group].map((one) => ({ ...one, group })))
        .filter((one) => one.title === title || one.title.startsWith(own('results.for_who', { program: title, who: '' })));
      const about = (one) => unit === 'household' || members.length === 1 || verdict === 'unlikely'
        || one.people.includes(who(member)) || one.people.includes(own('results.family'))
        || one.title === title && one.people.length === 0 || one.title.toLowerCase().includes(who(member).toLowerCase());
      const here = shown.filter(about);
      assert.ok(here.length, `${id} ${member ?? ''} ${verdict} is not among ${belongs[verdict]}`);
      for (const one of here) seen.add(one);
      if (waits === 'office') assert.ok(here.some(({ group }) => ['worth', 'urgent'].includes(group)), `${id} waits for the office`);
      if (waits === 'answers') assert.ok(here.some(({ group }) => ['possible', 'urgent'].includes(group)), `${id} waits for answers`);
      const card = here.find((one) => one.amount !== null);
      if (card && amount) assert.deepEqual(numbers(card.amount), ends(amount), `${id} pays`);
    }
    const all = Object.values(results).flat();
    const names = new Set([...seen].map((one) => one.name));
    for (const one of all) assert.ok(names.has(one.name), `${one.title} has no entry`);

    // And its page says what the document says of it.
    for (const { name: to } of all.filter((one, at) => all.findIndex(({ name }) => name === one.name) === at)) {
      const { heading, standings } = await screener.programme(to);
      const entries = screening.programs.filter(({ id }) => words[`program.${id}.title`] === heading);
      assert.ok(entries.length, heading);
      const told = entries.map((entry) => conditions(entry, words, own));
      const bare = standings.map(({ conditions: list }) => list.map(({ head, sentence: words }) => ({ head, numbers: numbers(words) })));
      const sorted = (lists) => lists.map((list) => JSON.stringify(list)).sort();
      assert.deepEqual(sorted(bare), sorted(told), heading);
      for (const { head, cites } of standings[0].conditions) assert.ok(cites.length, `${heading}: ${head} names no article`);
      await screener.press('button.back');
    }
    assert.ok(screening.programs.length >= 9);

    // What was not asked turns no verdict: at most it leaves open what only it decides.
    const { household, ...rest } = family;
    const whole = verdicts(screen({ ...rest, household, members }));
    for (const [at, verdict] of verdicts(screening).entries()) {
      if (!verdict.endsWith('possible')) assert.equal(verdict, whole[at]);
    }
    assert.deepEqual(page.printed, []);
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

test('what judges such a document is fetched by the first call alone, and by the next where it did not come', async () => {
  let comes = false;
  const asked = [];
  const page = await open(browser, '/index.html', {
    before: (page) => page.route('**/yingbao.api.wasm', (route) => {
      asked.push(comes);
      return comes ? route.continue() : route.abort();
    }),
  });
  await ready(page);
  assert.deepEqual(asked, []);
  const screened = () => page.evaluate(
    ([host, household]) => customElements.get(host).screen(household).catch(({ message, detail }) => ({ message, detail })),
    [HOST, alone],
  );
  assert.deepEqual(await screened(), { message: 'file', detail: 'yingbao.api.wasm' });
  comes = true;
  assert.equal((await screened()).version, 1);
  assert.equal((await screened()).version, 1);
  assert.deepEqual(asked, [false, true]);
  // The widget beside it knows nothing of that.
  assert.equal(await page.locator(`${HOST} .frame h2`).count() > 0, true);
  await close(page);
});
