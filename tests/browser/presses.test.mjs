// What people press twice, and what an input method presses.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { four } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function start() {
  const page = await open(browser, '/en.html');
  await ready(page);
  return { page, screener: new Screener(page, 'en') };
}

const SUDDEN = 'Sudden emergency';

/** Both clicks of a double click, where the button stands when the first one comes. */
async function twice(page, button) {
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await button.boundingBox();
  await page.mouse.dblclick(x + width / 2, y + height / 2);
}

/** Both clicks within one task, before any page can be drawn anew. */
const atOnce = (button) => button.evaluate((element) => {
  element.click();
  element.click();
});

for (const [how, press] of [['a double click', twice], ['two clicks at once', (_, button) => atOnce(button)]]) {
  test(`${how} goes on by one page, and chooses nothing on it`, async () => {
    const { page, screener } = await start();
    await screener.choose(0, SUDDEN);
    await screener.turn(() => press(page, screener.frame.locator('button.primary')));
    const second = await screener.look();
    assert.equal(second.heading, 'Urgent help first', 'urgent help is not passed over');
    await screener.turn(() => press(page, screener.frame.locator('button.primary')));
    const third = await screener.look();
    assert.match(third.heading, /^Is your home in a town/);
    assert.ok(third.fields[0].choices.every((choice) => !choice.on), 'nobody chose anything here');
    await screener.choose(0, 'Town or city');
    await screener.goOn();
    await screener.type(0, 'Age in years', '40');
    await screener.turn(() => press(page, screener.frame.locator('button.primary')));
    assert.equal((await screener.look()).heading, 'Family members who live with you', 'the list of people is not passed over');
    await close(page);
  });

  test(`${how} removes one person`, async () => {
    const { page, screener } = await start();
    while ((await screener.look()).heading !== screener.own('people.title')) {
      await screener.sayUnknown();
      await screener.goOn();
    }
    for (const age of ['9', '7', '5']) {
      await screener.press('button.add');
      await screener.choose(0, 'Son or daughter');
      await screener.type(1, 'Age in years', age);
      await screener.goOn();
    }
    await screener.turn(() => press(page, screener.frame.getByRole('button', { name: /^Remove: your child \(no\. 1\)/ })));
    await page.waitForTimeout(100);
    assert.match((await screener.look()).text, /3 so far/);
    await close(page);
  });
}

test('the second of two clicks follows no link of the host page that stands there now', async () => {
  const { page, screener } = await start();
  await screener.choose(0, SUDDEN);
  await page.evaluate((host) => {
    // The rest of the host page, right below: whatever the pointer is over once the page has become shorter.
    globalThis.followed = 0;
    document.addEventListener('click', (event) => {
      if (!event.composedPath().includes(document.querySelector(host))) globalThis.followed += 1;
    });
  }, HOST);
  const button = screener.frame.locator('button.primary');
  await button.evaluate((element) => element.addEventListener('click', () => {
    const cover = document.createElement('a');
    cover.href = '#followed';
    Object.assign(cover.style, { position: 'fixed', inset: '0', zIndex: 9 });
    document.body.append(cover);
  }, { once: true }));
  await screener.turn(() => twice(page, button));
  assert.deepEqual(await page.evaluate(() => [globalThis.followed, location.hash]), [0, '']);
  await close(page);
});

test('a box ticked by a double click is ticked', async () => {
  const { page, screener } = await start();
  await twice(page, screener.frame.locator('label.choice', { hasText: SUDDEN }));
  assert.ok((await screener.look()).fields[0].choices.find(({ text }) => text === SUDDEN).on);
  await close(page);
});

test('two quick taps on two boxes tick both', async () => {
  const { page, screener } = await start();
  for (const [at, clickCount] of [[0, 1], [1, 2]]) {
    const { x, y, width, height } = await screener.frame.locator('label.choice').nth(at).boundingBox();
    // A phone counts the second tap as a second click though it is at another place.
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down({ clickCount });
    await page.mouse.up({ clickCount });
  }
  const { choices } = (await screener.look()).fields[0];
  assert.deepEqual(choices.slice(0, 3).map(({ on }) => on), [true, true, false]);
  await close(page);
});

test('what moves beneath the pointer is not pressed by the second click', async () => {
  const { page, screener } = await start();
  while ((await screener.look()).heading !== 'Your date of birth or age') {
    await screener.sayUnknown();
    await screener.goOn();
  }
  // Choosing it closes the line above it: what is below moves up.
  await screener.turn(async () => {
    await twice(page, screener.frame.locator('label.choice', { hasText: screener.own('how.unknown') }));
    await page.waitForTimeout(100);
    const { heading, fields } = await screener.look();
    assert.equal(heading, 'Your date of birth or age');
    assert.deepEqual(fields[0].choices.filter(({ on }) => on).map(({ text }) => text), [screener.own('how.unknown')]);
    await screener.frame.locator('button.primary').click();
  });
  await close(page);
});

test('Enter turns the page, but not the one that ends a composition, nor one held down', async () => {
  const { page, screener } = await start();
  while ((await screener.look()).heading !== 'Your date of birth or age') {
    await screener.sayUnknown();
    await screener.goOn();
  }
  const line = screener.frame.locator('input[type=text]');
  await line.fill('40');
  for (const how of [{ isComposing: true }, { keyCode: 229 }, { repeat: true }]) {
    await line.evaluate((input, how) => input.dispatchEvent(new KeyboardEvent('keydown', {
      key: 'Enter', bubbles: true, composed: true, cancelable: true, ...how,
    })), how);
    await page.waitForTimeout(100);
    assert.equal((await screener.look()).heading, 'Your date of birth or age', JSON.stringify(how));
  }
  await screener.turn(() => line.press('Enter'));
  assert.equal((await screener.look()).heading, 'Family members who live with you');
  await close(page);
});

test('an answer belongs to the question it stands under, whatever the host page sets meanwhile', async () => {
  const { page, screener } = await start();
  const [company, other] = ['business_registered', 'other_property_over_limit'].map((fact) => screener.texts[`fact.${fact}.title`]);
  const offers = ({ fields }, statement) => fields[0]?.choices.some(({ text }) => text === statement);
  await screener.until(four, (shown) => offers(shown, company) && offers(shown, other));
  const before = await screener.look();
  for (const region of ['310115', '110101', '321324', '440305']) {
    await page.evaluate(([host, region]) => document.querySelector(host).setAttribute('region', region), [HOST, region]);
    await page.waitForTimeout(100);
    const { heading, fields } = await screener.look();
    assert.deepEqual({ heading, fields }, { heading: before.heading, fields: before.fields }, region);
  }
  await screener.choose(0, company);
  await screener.goOn();
  await screener.press('button.answers');
  const row = (title) => screener.frame.locator('.row', { hasText: new RegExp(`^${title}`, 'i') });
  for (const [title, said] of [[company, 'Yes'], [other, 'No']]) {
    assert.equal(await row(title).locator('dd').first().textContent(), said, title);
  }
  await close(page);
});
