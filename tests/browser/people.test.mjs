// The list of people: put on it by a press, taken off it, and asked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alone } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function list() {
  const page = await open(browser, '/en.html', { width: 360, height: 740 });
  await ready(page);
  const screener = new Screener(page, 'en');
  await screener.until(alone, ({ fields }) => fields.some(({ kind }) => kind === 'person'));
  const rows = screener.frame.locator('.person');
  /** Presses a chip; gives what has the focus then. */
  const add = async (relation) => {
    const before = await rows.count();
    await screener.button(`+ ${relation}`).click();
    await rows.nth(before).waitFor();
    return page.evaluate((host) => {
      const { activeElement: at } = document.querySelector(host).shadowRoot;
      return at && `${at.closest('.person') ? 'row' : at.closest('.adding') ? 'chip' : 'elsewhere'}: ${at.name || at.id}`;
    }, HOST);
  };
  const age = (at, text) => rows.nth(at).locator('input[type=text]').first().fill(text);
  const people = async () => (await screener.look()).fields.map(({ title, lines }) => [title, ...lines.map(({ value }) => value)]);
  return { page, screener, rows, add, age, people };
}

test('who is added stands in view with the focus near, is asked, and refused without an age', async () => {
  const { page, screener, rows, add, age } = await list();
  await age(0, '40');
  assert.match(await add('Husband or wife') ?? 'nothing', /^(row|chip): /);
  const { top, bottom } = await rows.nth(1).evaluate((row) => row.getBoundingClientRect());
  assert.ok(top >= 0 && bottom <= 740, `from ${top} to ${bottom} px of 740`);
  await screener.frame.locator('button.primary').click();
  await rows.nth(1).locator('.problem').waitFor();
  assert.equal(await screener.frame.locator('.problem').count(), 1);
  await page.waitForFunction((host) => {
    const { activeElement: at } = document.querySelector(host).shadowRoot;
    return at?.type === 'text' && at.closest('.person')?.querySelector('.problem');
  }, HOST);
  await page.keyboard.type('38');
  await screener.goOn();
  const boxes = (await screener.look()).fields.filter(({ kind, people }) => kind === 'box' && people.length);
  assert.ok(boxes.some(({ people }) => String(people) === '0,1'), 'both are asked about');
  await screener.press('button.answers');
  assert.equal(await screener.answerTo('Your spouse'), 'Aged 38');
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('who is taken off leaves what was typed for the others, and the focus', async () => {
  const { page, screener, rows, add, age, people } = await list();
  await age(0, '40');
  for (const [at, typed] of ['9', '7', '5'].entries()) {
    await add('Son or daughter');
    await age(at + 1, typed);
  }
  // One of them in another way than by the age.
  const last = await rows.nth(3).getAttribute('id');
  await screener.otherWays(last);
  await screener.choose(last, screener.own('how.about_age'));
  await screener.type(last, screener.own('field.from'), '4');
  await rows.nth(1).getByRole('button', { name: 'Remove: Your child (no. 1)', exact: true }).click();
  await rows.nth(3).waitFor({ state: 'detached' });
  assert.deepEqual(await people(), [['Age: You', '40'], ['Age: Your child (no. 1)', '7'], ['Age: Your child (no. 2)', '4', '']]);
  assert.ok(await page.evaluate((host) => document.querySelector(host).shadowRoot.activeElement?.closest('.person'), HOST));
  // Also of answers that were given already.
  await screener.goOn();
  await screener.press('button.back');
  await rows.nth(1).getByRole('button', { name: /^Remove: / }).click();
  await rows.nth(2).waitFor({ state: 'detached' });
  assert.deepEqual(await people(), [['Age: You', '40'], ['Age: Your child', '4', '']]);
  await screener.goOn();
  await screener.press('button.answers');
  assert.equal(await screener.answerTo('Your child'), 'Aged at least 4');
  assert.equal(await screener.answerTo(screener.own('people.title')), '2 people');
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('the list ends at as many people as there may be', async () => {
  const { page, screener, rows } = await list();
  for (let count = 2; count <= 20; count += 1) {
    await screener.button('+ Other').press('Enter');
    await rows.nth(count - 1).waitFor();
  }
  assert.equal(await screener.frame.locator('.adding').count(), 0);
  assert.match((await screener.look()).text, /20 people at most/);
  assert.ok(await page.evaluate((host) => document.querySelector(host).shadowRoot.activeElement, HOST), 'the chip is gone, the focus is not');
  await rows.last().getByRole('button', { name: /^Remove: / }).click();
  await screener.frame.locator('.adding').waitFor();
  assert.equal(await rows.count(), 19);
  await close(page);
});
