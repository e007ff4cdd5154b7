// A resident's way from the first question to the results: how long it is, what stands in the first view of the results, and
// that the server was asked for nothing more.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alone, elder, four, mother, town } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, ready, served, servedSince } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const PHONE = { width: 360, height: 740 };

/** Counts what a person does: taps, a list that opens as two, and characters typed. */
const counting = (page) => page.addInitScript(() => {
  globalThis.done = { taps: 0, characters: 0 };
  addEventListener('pointerdown', () => { done.taps += 1; }, true);
  addEventListener('change', (event) => { if (event.composedPath()[0].localName === 'select') done.taps += 2; }, true);
  addEventListener('input', (event) => {
    const [target] = event.composedPath();
    if (target.type === 'text') { done.characters += target.value.length; done.taps += 1; }
  }, true);
});

/** The demonstration page, with no place set by its host. */
const nowhere = (page) => page.route('**/*.html', async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: (await response.text()).replace(/ region="\d+"/, '') });
});

/** A whole session on a phone, which must print nothing and send nothing. */
async function session(path, language, journey, options = {}) {
  const page = await open(browser, path, { ...PHONE, ...options, before: async (page) => { await counting(page); await options.before?.(page); } });
  await ready(page);
  const mark = await served();
  const screener = new Screener(page, language);
  const outcome = await journey(screener, page);
  assert.deepEqual(await servedSince(mark), [], 'a request after the first question');
  assert.deepEqual(page.printed, []);
  await close(page);
  return outcome;
}

const titles = (all) => all.map(({ title }) => title);

/** How high the result is, and where its first actions end below its top. */
const geometry = (page) => page.evaluate((host) => {
  const frame = document.querySelector(host).shadowRoot.querySelector('.frame');
  const top = frame.getBoundingClientRect().top;
  const bottom = (selector) => {
    const element = frame.querySelector(selector);
    return element && element.getBoundingClientRect().bottom - top;
  };
  return { height: frame.getBoundingClientRect().height, heading: bottom('h2'), call: bottom('.summary .call'), first: bottom('.group button') };
}, HOST);

// Screens as they were before whole pages: 40, 72, 47, 54, 45.
for (const [name, family, screens, height] of [
  ['a man of 75 alone', elder, 8, 3000],
  ['a couple with a child and a disabled mother', four, 11, 2200],
  ['a mother with a child of 2', mother, 11, 3000],
  ['a town family of three on 9,000', town, 10, 3000],
  ['only not sure', null, 11, 3000],
]) {
  test(`${name}: at most ${screens} screens, and what to do in the first view`, (t) => session('/index.html', 'zh-CN', async (screener, page) => {
    const headings = family ? (await screener.tell(family)).headings : await screener.tellNothing();
    const { taps, characters } = await page.evaluate(() => globalThis.done);
    const shown = await geometry(page);
    t.diagnostic(`${headings.length} screens, ${taps} taps, ${characters} characters; result ${Math.round(shown.height)} px, call at ${Math.round(shown.call)} px`);
    assert.ok(headings.length <= screens, headings.join(' | '));
    assert.ok(shown.height <= height, `the result is ${shown.height} px high`);
    assert.ok(shown.heading < shown.call && shown.call <= PHONE.height, 'the call stands in the first view');
    assert.ok(shown.first <= PHONE.height, 'the first programme stands in the first view');
    const results = await screener.results();
    if (family === elder) assert.ok(titles(results.likely).some((title) => /^特困/.test(title)), titles(results.likely).join(' | '));
    if (family === four) assert.ok(titles(results.likely).some((title) => /重度残疾人护理补贴/.test(title)), titles(results.likely).join(' | '));
    if (family === mother) assert.ok(titles([...results.likely, ...results.possible]).some((title) => /育儿补贴/.test(title)), JSON.stringify(results.likely));
    if (family === town) {
      assert.equal((await screener.look()).heading, screener.own('results.little'));
      assert.ok(results.worth.length + results.possible.length > 0, 'what still might fit is said');
    }
    if (!family) assert.deepEqual([...results.likely, ...results.unlikely], [], 'nothing unknown decides');
  }, { before: nowhere }));
}

test('a family of four in Chinese: place, day and people on the result', () => session('/index.html', 'zh-CN', async (screener) => {
  assert.equal((await screener.look()).heading, '您想先解决什么？');
  const { headings } = await screener.tell(four);
  assert.ok(headings.includes('家里有哪些人？'), headings.join(' | '));
  const { text } = await screener.look();
  assert.match(text, /泗洪县，按 2026-11-24 的规定估算/);
  assert.equal(text.match(/这是自测参考，不是审核决定。/g).length, 1, 'one caveat a page');
  const { likely, possible, worth, follows, unlikely } = await screener.results();
  const care = likely.find(({ title }) => title === '重度残疾人护理补贴');
  assert.deepEqual(care.people, ['您的父亲或母亲']);
  assert.ok(titles([...possible, ...worth, ...follows]).some((title) => /低保/.test(title)));
  assert.ok(titles(unlikely).some((title) => /^特困/.test(title)), titles(unlikely).join(' | '));
}));

test('the same family in English', (t) => session('/en.html', 'en', async (screener, page) => {
  await screener.tell(four);
  const { text } = await screener.look();
  assert.match(text, /Sihong County/);
  const { height } = await geometry(page);
  t.diagnostic(`result ${Math.round(height)} px`);
  assert.ok(height <= 2200, `the result is ${height} px high`);
  assert.match(text, /This is a self-check, not a decision\./);
  const { likely } = await screener.results();
  const care = likely.find(({ title }) => title === 'Care subsidy for severely disabled people');
  assert.ok(care, titles(likely).join(' | '));
  const { standings } = await screener.programme(care.name);
  const [{ conditions }] = standings;
  assert.ok(conditions.length > 1);
  for (const { head, cites } of conditions) {
    assert.match(head, /^Met/);
    assert.match(cites[0], /, article |, in force from \d{4}-\d{2}-\d{2}/);
  }
}));

test('urgent need is answered at once, before anything else is asked', () => session('/index.html', 'zh-CN', async (screener) => {
  const passed = [];
  await screener.tell(alone, ({ heading, text }) => {
    passed.push(heading);
    if (heading === '先看紧急的帮助') assert.match(text, /临时救助/);
  });
  assert.deepEqual(passed.slice(0, 2), ['您想先解决什么？', '先看紧急的帮助']);
  const { urgent, likely } = await screener.results();
  assert.ok(titles(urgent).some((title) => /^临时救助/.test(title)), titles(urgent).join(' | '));
  const tekun = likely.find(({ title }) => /^特困/.test(title));
  assert.match(tekun.amount, /^每月 至少 [\d.]+ 元$/);
}));

test('two more answers settle a result, and lead back to it', () => session('/index.html', 'zh-CN', async (screener) => {
  await screener.tellNothing();
  const button = screener.frame.locator('.group.possible li', { hasText: '临时救助（急难型）' }).locator('button[aria-label]');
  await button.evaluate((element) => { for (let at = element; at; at = at.parentElement) if (at.localName === 'details') at.open = true; });
  await screener.turn(() => button.click());
  const { fields, progress } = await screener.look();
  assert.deepEqual(fields.map(({ question }) => question), ['sudden_event', 'disaster', 'no_shelter', 'crime_victim_uncompensated']);
  assert.equal(progress, null, 'no page of the way there');
  await screener.tick('sudden_event');
  await screener.goOn();
  assert.ok(await screener.atResults());
  const { urgent } = await screener.results();
  assert.ok(titles(urgent).some((title) => /^临时救助（急难型）/.test(title)), titles(urgent).join(' | '));
}));

test('a request and a message would be noticed', async () => {
  const page = await open(browser, '/index.html');
  await ready(page);
  const mark = await served();
  assert.deepEqual(await servedSince(mark), []);
  await page.evaluate(() => fetch('/icon.svg?answer=1', { cache: 'no-store' }).then((response) => response.text()));
  const lines = await servedSince(mark);
  assert.equal(lines.length, 1);
  assert.match(lines[0], /^GET \/icon\.svg/);
  await page.evaluate(() => console.debug('a word'));
  assert.deepEqual(page.printed, ['debug: a word']);
  await close(page);
});
