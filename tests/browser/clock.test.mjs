// A page that stays open for weeks, as on a shared tablet: it goes by the day on which it is used.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alone } from './families.mjs';
import { Screener } from './screener.mjs';
import { DAY, close, launch, open, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

// 79 on the day of every journey, 80 ten weeks later.
const BORN = '1947-01-10';
const LATER = '2027-02-02';
const old = (birth) => ({ ...alone, members: alone.members.map(({ age, ...self }) => ({ ...self, ...birth })) });

async function start() {
  const page = await open(browser, '/en.html');
  await ready(page);
  return { page, screener: new Screener(page, 'en') };
}

const weeksLater = (page) => page.clock.setFixedTime(new Date(`${LATER}T10:00:00`));

async function again(screener) {
  await screener.press('button.answers');
  await screener.press('button.results');
}

const rulesOf = async (screener) => /by the rules of ([\d-]+)/.exec((await screener.look()).text)?.[1];

const refused = async (screener) => {
  const title = screener.texts['program.elder_age_allowance.title'];
  const { likely, possible, unlikely } = await screener.results();
  const has = (cards) => cards.some((card) => card.title.startsWith(title));
  assert.ok(has([...likely, ...possible, ...unlikely]), `${title} is not among the results`);
  return has(unlikely);
};

test('results shown ten weeks later are of that day, and a birthday between counts', async () => {
  const { page, screener } = await start();
  await screener.tell(old({ birth_date: BORN }));
  assert.equal(await rulesOf(screener), DAY);
  assert.ok(await refused(screener), 'at 79 the allowance is not for this person');
  await weeksLater(page);
  await again(screener);
  assert.equal(await rulesOf(screener), LATER);
  assert.ok(!await refused(screener), 'at 80 it is');
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('an age told ten weeks ago may have grown by one', async () => {
  const { page, screener } = await start();
  await screener.tell(old({ age: 79 }));
  assert.ok(await refused(screener));
  await weeksLater(page);
  await again(screener);
  assert.ok(!await refused(screener), 'a birthday may lie between');
  await close(page);
});

test('after starting again, a baby born yesterday is taken', async () => {
  const { page, screener } = await start();
  await screener.tell(old({ age: 79 }));
  await weeksLater(page);
  await screener.press('button.restart');
  await screener.press('button.restart_yes');
  class Listed extends Error {}
  const family = { ...old({ age: 30 }) };
  family.members = [...family.members, { id: 'b', relation: 'child', birth_date: '2027-02-01' }];
  await assert.rejects(screener.tell(family, ({ heading, text }) => {
    if (heading === screener.own('people.title') && /2 so far/.test(text)) throw new Listed();
  }), Listed);
  assert.match((await screener.look()).text, /2027-02-01/);
  await close(page);
});
