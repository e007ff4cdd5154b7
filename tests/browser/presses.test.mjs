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

/** Goes on to the page that lists the people. */
async function people() {
  const { page, screener } = await start();
  await screener.until(four, ({ fields }) => fields.some(({ kind }) => kind === 'person'));
  return { page, screener, heading: (await screener.look()).heading };
}

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
    const next = () => screener.turn(() => press(page, screener.frame.locator('button.primary')));
    await screener.tick('sudden_event');
    await next();
    assert.equal((await screener.look()).heading, screener.own('urgent.title'), 'urgent help is not passed over');
    await next();
    const [area] = (await screener.look()).fields;
    assert.equal(area.question, 'area');
    assert.ok(area.chips.length > 2 && area.chips.every((chip) => !chip.on), 'nobody chose anything here');
    await screener.choose('area', 'Town or city');
    await next();
    const { fields } = await screener.look();
    assert.deepEqual(fields.map(({ kind }) => kind), ['person'], 'the list of people is not passed over');
    await screener.type(0, 'Age: You', '40');
    await next();
    const boxes = (await screener.look()).fields.filter(({ kind }) => kind === 'box');
    assert.ok(boxes.length > 2 && boxes.every(({ box }) => !box.on && !box.unsure), 'no box was ticked');
    await close(page);
  });
}

test('a double click puts one person on the list, and takes one off', async () => {
  const { page, screener } = await people();
  const rows = screener.frame.locator('.person');
  for (const [at, age] of ['9', '7', '5'].entries()) {
    await twice(page, screener.button('+ Son or daughter'));
    await page.waitForTimeout(100);
    assert.equal(await rows.count(), at + 2);
    await rows.last().locator('input[type=text]').fill(age);
  }
  await twice(page, screener.frame.getByRole('button', { name: 'Remove: Your child (no. 1)', exact: true }));
  await page.waitForTimeout(100);
  const left = (await screener.look()).fields.map(({ lines }) => lines[0].value);
  assert.deepEqual(left, ['', '7', '5']);
  await close(page);
});

test('the second of two clicks follows no link of the host page that stands there now', async () => {
  const { page, screener } = await start();
  await screener.tick('sudden_event');
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

test('a box, a chip or a person ticked by a double click is ticked', async () => {
  const { page, screener } = await start();
  const need = screener.texts['need.living.title'];
  await twice(page, screener.frame.locator('label.choice', { hasText: need }));
  await twice(page, screener.field('sudden_event').locator('label.choice'));
  const first = await screener.look();
  assert.deepEqual(first.fields[0].choices.filter(({ on }) => on).map(({ text }) => text), [need]);
  assert.ok(await screener.ticked('sudden_event'));
  await screener.asked(four, 'serious_illness');
  await twice(page, screener.field('serious_illness').locator('label.choice'));
  await twice(page, screener.field('serious_illness').locator('.chip', { hasText: 'Your child' }));
  const { box, chips } = (await screener.look()).fields.find(({ question }) => question === 'serious_illness');
  assert.ok(box.on);
  assert.deepEqual(chips.filter(({ on }) => on).map(({ text }) => text), ['Your child']);
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
  const { page, screener, heading } = await people();
  const chosen = async () => {
    const look = await screener.look();
    assert.equal(look.heading, heading);
    return look.fields[0].choices.filter(({ on }) => on).map(({ text }) => text);
  };
  // Where the button stood the ways to answer open.
  await twice(page, screener.field(0).locator('button[aria-expanded]'));
  await page.waitForTimeout(100);
  assert.deepEqual(await chosen(), [screener.own('how.age')]);
  // Choosing it closes the line above it: what is below moves up.
  await twice(page, screener.frame.locator('label.choice', { hasText: screener.own('how.unknown') }));
  await page.waitForTimeout(100);
  assert.deepEqual(await chosen(), [screener.own('how.unknown')]);
  await close(page);
});

test('Enter turns the page, but not the one that ends a composition, nor one held down', async () => {
  const { page, screener, heading } = await people();
  const line = screener.field(0).locator('input[type=text]');
  await line.fill('40');
  for (const how of [{ isComposing: true }, { keyCode: 229 }, { repeat: true }]) {
    await line.evaluate((input, how) => input.dispatchEvent(new KeyboardEvent('keydown', {
      key: 'Enter', bubbles: true, composed: true, cancelable: true, ...how,
    })), how);
    await page.waitForTimeout(100);
    assert.equal((await screener.look()).heading, heading, JSON.stringify(how));
  }
  await screener.turn(() => line.press('Enter'));
  assert.notEqual((await screener.look()).heading, heading);
  await close(page);
});

test('an answer belongs to the question it stands under, whatever the host page sets meanwhile', async () => {
  const { page, screener } = await start();
  const both = ['business_registered', 'other_property_over_limit'];
  await screener.until(four, ({ fields }) => both.every((id) => fields.some(({ question }) => question === id)));
  const before = await screener.look();
  for (const region of ['310115', '110101', '321324', '440305']) {
    await page.evaluate(([host, region]) => document.querySelector(host).setAttribute('region', region), [HOST, region]);
    await page.waitForTimeout(100);
    const { heading, fields } = await screener.look();
    assert.deepEqual({ heading, fields }, { heading: before.heading, fields: before.fields }, region);
  }
  await screener.tick('business_registered');
  await screener.skip();
  await screener.press('button.answers');
  for (const [id, said] of [['business_registered', 'Yes'], ['other_property_over_limit', screener.own('answers.unknown')]]) {
    assert.equal(await screener.answerTo(screener.texts[`box.${id}.title`]), said, id);
  }
  await close(page);
});
