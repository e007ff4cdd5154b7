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

/** Whether the results say that they go by the rules of a day. */
const goesBy = async (screener, day) => (await screener.look()).text.includes(day);

/** Whether the allowance for the old stands among what seems not to fit. */
const refused = async (screener) => await screener.verdict('elder_age_allowance') === 'unlikely';

test('results shown ten weeks later are of that day, and a birthday between counts', async () => {
  const { page, screener } = await start();
  await screener.tell(old({ birth_date: BORN }));
  assert.ok(await goesBy(screener, DAY));
  assert.ok(await refused(screener), 'at 79 the allowance is not for this person');
  await weeksLater(page);
  await again(screener);
  assert.ok(await goesBy(screener, LATER) && !await goesBy(screener, DAY));
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
  const family = old({ age: 30 });
  family.members = [...family.members, { ...family.members[0], id: 'b', relation: 'child', age: undefined, birth_date: '2027-02-01' }];
  await screener.asked(family, 'has_disability');
  await screener.press('button.answers');
  assert.equal(await screener.answerTo('Your child'), 'Born 2027-02-01');
  await close(page);
});
