// A resident's way from the first question to the results; at the end the server was asked for nothing more.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alone, four } from './families.mjs';
import { Screener } from './screener.mjs';
import { close, launch, open, ready, served, servedSince } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

// A page whose session must print nothing and send nothing.
async function session(path, language, journey) {
  const page = await open(browser, path);
  await ready(page);
  const mark = await served();
  const screener = new Screener(page, language);
  const outcome = await journey(screener);
  assert.deepEqual(await servedSince(mark), [], 'a request after the first question');
  assert.deepEqual(page.printed, []);
  await close(page);
  return outcome;
}

const titles = (cards) => cards.map((card) => card.title);

test('a family of four in Chinese: from the first question to the results', () => session('/index.html', 'zh-CN', async (screener) => {
  assert.equal((await screener.look()).heading, '眼下的急难');
  const { headings } = await screener.tell(four);
  assert.ok(headings.includes('和您共同生活的家人'), headings.join(' | '));
  const page = await screener.look();
  assert.equal(page.heading, '自测结果');
  assert.match(page.text, /江苏省宿迁市泗洪县，按 2026-11-24 的规定估算/);
  assert.match(page.text, /这是自测参考，不是审核决定。/);
  const { likely, possible, unlikely } = await screener.results();
  assert.ok(titles(likely).includes('重度残疾人护理补贴：您的父亲或母亲'), titles(likely).join(' | '));
  assert.ok(possible.some((card) => /低保/.test(card.title)), titles(possible).join(' | '));
  assert.ok(unlikely.some((card) => /^特困/.test(card.title)), titles(unlikely).join(' | '));
}));

test('the same family in English', () => session('/en.html', 'en', async (screener) => {
  assert.equal((await screener.look()).heading, 'Urgent need');
  await screener.tell(four);
  const page = await screener.look();
  assert.equal(page.heading, 'Results of the self-check');
  assert.match(page.text, /Sihong County, Suqian, Jiangsu/);
  assert.match(page.text, /This is a self-check, not a decision\./);
  const { likely } = await screener.results();
  const care = likely.find((card) => card.title === 'Care subsidy for severely disabled people: your parent');
  assert.ok(care, titles(likely).join(' | '));
  const [conditions] = care.conditions;
  assert.ok(conditions.length > 1);
  for (const { standing, cites } of conditions) {
    assert.equal(standing, 'Met');
    assert.match(cites[0], /, article |, in force from \d{4}-\d{2}-\d{2}/);
  }
}));

test('urgent need is answered at once, before anything else is asked', () => session('/index.html', 'zh-CN', async (screener) => {
  const passed = [];
  await screener.tell(alone, ({ heading, text }) => {
    passed.push(heading);
    if (heading === '先看紧急的帮助') assert.match(text, /临时救助/);
  });
  const [help, other] = ['先看紧急的帮助', '您家住在城镇还是农村？'].map((heading) => passed.indexOf(heading));
  assert.ok(help > 0 && help < other, passed.join(' | '));
  const { likely } = await screener.results();
  assert.ok(likely.some((card) => /^临时救助/.test(card.title)), titles(likely).join(' | '));
  const tekun = likely.find((card) => /^特困/.test(card.title));
  assert.ok(tekun, titles(likely).join(' | '));
  assert.match(tekun.amount, /^每月 至少 [\d.]+ 元$/);
}));

for (const [path, language] of [['/index.html', 'zh-CN'], ['/en.html', 'en']]) {
  test(`only "I don't know" leads to results that decide nothing (${language})`, () => session(path, language, async (screener) => {
    const headings = await screener.tellNothing();
    assert.ok(headings.length > 5, headings.join(' | '));
    assert.equal(new Set(headings).size, headings.length, 'a question came twice');
    const { likely, possible } = await screener.results();
    assert.deepEqual(titles(likely), []);
    assert.ok(possible.length > 0);
  }));
}

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
