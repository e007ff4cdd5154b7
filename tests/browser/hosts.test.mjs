// Pages that do something to what the widget needs: there is always the widget or the page's own text, never a blank, and no press
// goes without an answer. Every sixth page of the catalogue; all of it, and what is known not to work: npm run hosts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HOSTS, expected } from './hosts.mjs';
import { judgeAll, launch } from './judge.mjs';
import { portal } from './portal.mjs';

/** How many parts the catalogue has: one takes about a minute and a half. The same one each time, so that a failure comes from a change. */
const PARTS = 6;

let browser;
let served;
before(async () => {
  browser = await launch();
  served = await portal(HOSTS);
});
after(async () => {
  await browser?.close();
  served?.close();
});

test('the catalogue is what it says', () => {
  assert.ok(HOSTS.length >= 300, `${HOSTS.length} pages`);
  assert.equal(new Set(HOSTS.map(({ kind, name }) => `${kind}: ${name}`)).size, HOSTS.length, 'each name is used once');
});

test(`one page of every ${PARTS}`, { concurrency: true }, async (t) => {
  const waiting = new Map();
  const tests = HOSTS.filter(({ number, beyond }) => !beyond && number % PARTS === 0).map((page) => {
    const judged = new Promise((resolve) => { waiting.set(page, resolve); });
    return t.test(`${page.kind}: ${page.name}`, async (t) => {
      const { reached, longest, wrong } = await judged;
      t.diagnostic(`${reached || 'nothing'}${longest ? `, ${longest} ms without a word` : ''}`);
      assert.deepEqual(wrong, []);
      assert.match(reached, expected(page));
    });
  });
  await judgeAll(browser, [...waiting.keys()], ({ number }) => `${served.address}/${number}/`, (page, judged) => waiting.get(page)(judged));
  await Promise.all(tests);
});
