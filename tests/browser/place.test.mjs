// Where the focus and the view are, what was typed, and the way back to where one was.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alone, four } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function start(options) {
  const page = await open(browser, '/en.html', options);
  await ready(page);
  return { page, screener: new Screener(page, 'en') };
}

/** What has the focus in the element, and whether it is all in view. */
const focused = (page) => page.evaluate((host) => {
  const element = document.querySelector(host).shadowRoot.activeElement;
  if (!element) return null;
  const { top, bottom } = element.getBoundingClientRect();
  return {
    tag: element.localName, type: element.type, checked: element.checked, text: element.textContent, value: element.value,
    label: element.getAttribute('aria-label'), top, inView: top >= 0 && bottom <= innerHeight,
  };
}, HOST);

test('what opens or closes below a choice leaves the focus on it', async () => {
  const { page, screener } = await start();
  await screener.until(alone, /^Your date of birth or age$/);
  const choices = (await screener.look()).fields[0].choices.length;
  for (let at = 0; at < choices; at += 1) {
    await screener.field(0).locator('input[type=radio]').nth(at).focus();
    await page.keyboard.press('Space');
    await page.waitForTimeout(50);
    const here = await focused(page);
    assert.deepEqual([here?.type, here?.checked], ['radio', true], `choice ${at}`);
  }
  // With the arrow keys, down and up again.
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowDown']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(50);
    const here = await focused(page);
    assert.deepEqual([here?.type, here?.checked], ['radio', true], key);
  }
  await close(page);
});

test('a message that goes away leaves the focus where it is', async () => {
  const { page, screener } = await start();
  await screener.until(alone, /pension\?$/);
  await screener.choose(0, 'I know the exact number');
  await screener.frame.locator('button.primary').click();
  await screener.frame.locator('.problem').waitFor();
  await page.keyboard.type('12');
  await screener.frame.locator('.problem').waitFor({ state: 'detached' });
  assert.deepEqual([(await focused(page)).type, (await focused(page)).value], ['text', '12']);
  await close(page);
});

test('a new page stands with its heading in view', async () => {
  const { page, screener } = await start({ width: 360, height: 640 });
  // A bar that stays at the top of the host page covers what scrolls beneath it.
  await page.evaluate((host) => document.querySelector(host).style.setProperty('--yingbao-scroll-margin', '90px'), HOST);
  for (let turn = 0; turn < 12; turn += 1) {
    const { heading } = await screener.look();
    if (heading === screener.own('people.title')) await screener.press('people.done');
    else {
      await screener.sayUnknown();
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await screener.frame.locator('button.primary').last().evaluate((button) => button.scrollIntoView({ block: 'end' }));
      await screener.goOn();
    }
    const here = await focused(page);
    assert.deepEqual([here.tag, here.inView], ['h2', true], `after "${heading}": ${here.top}`);
    assert.ok(here.top >= 90, `"${here.text}" stands at ${here.top} px, beneath the bar`);
    assert.ok(here.top <= 320, `"${here.text}" stands ${here.top} px down: the page below it is not seen`);
  }
  await close(page);
});

test('a change from the result leads back to the same place on it', async () => {
  const { page, screener } = await start({ width: 360, height: 640 });
  await screener.tell(four);
  const card = screener.frame.locator('.group.unlikely .card', { has: page.locator('.row-ways button') }).first();
  const title = await card.locator('h4').textContent();
  await card.locator('summary').click();
  const change = card.locator('.row-ways button').last();
  await change.evaluate((button) => button.scrollIntoView({ block: 'center' }));
  const before = { label: await change.getAttribute('aria-label'), top: (await change.boundingBox()).y };
  await screener.turn(() => change.click());
  assert.equal((await focused(page)).tag, 'h2');
  await screener.press('button.save');
  const here = await focused(page);
  assert.equal(here.label, before.label);
  assert.ok(Math.abs(here.top - before.top) <= 2, `${before.top} before, ${here.top} now`);
  assert.ok(await screener.frame.locator('.card', { hasText: title }).locator('details[open]').count(), 'the details are open as before');
  // Back does the same.
  await screener.turn(() => change.click());
  await screener.press('button.back');
  const again = await focused(page);
  assert.equal(again.label, before.label);
  assert.ok(Math.abs(again.top - before.top) <= 2, `${before.top} before, ${again.top} now`);
  await close(page);
});

test('what was typed stands there again, however the page was left', async () => {
  const { page, screener } = await start();
  await screener.until(alone, /pension\?$/);
  await screener.choose(0, 'I know the exact number');
  await screener.type(0, 'Amount', '321.09');
  for (const [leave, comeBack] of [
    ['button.results', 'button.back'], ['button.answers', 'button.back'], ['button.restart', 'button.restart_no'],
    ['button.results', 'button.continue_questions'],
  ]) {
    await screener.press(leave);
    await screener.press(comeBack);
    assert.equal((await screener.look()).fields[0].lines[0].value, '321.09', leave);
  }
  await screener.press('button.back');
  await screener.goOn();
  assert.equal((await screener.look()).fields[0].lines[0].value, '321.09', 'back');
  await close(page);
});

test('an error found by Enter is announced where the focus is, and told of once', async () => {
  const { page, screener } = await start();
  await screener.until(alone, /pension\?$/);
  await screener.choose(0, 'I know the exact number');
  const input = screener.frame.locator('input[type=text]');
  await input.fill('a lot');
  const live = screener.frame.locator('[aria-live]');
  assert.equal(await live.count(), 1);
  await live.evaluate((element) => {
    new MutationObserver(() => { if (element.textContent) element.heard.push(element.textContent); })
      .observe(element, { childList: true, characterData: true, subtree: true });
  });
  for (let press = 0; press < 2; press += 1) {
    await live.evaluate((element) => { element.heard = []; });
    await input.press('Enter');
    await page.waitForFunction((host) => document.querySelector(host).shadowRoot.querySelector('[aria-live]').heard.length, HOST);
    assert.deepEqual(
      await live.evaluate((element) => element.heard),
      ['Please look at this first Only a number goes here, for example 1200 or 1200.50.'],
    );
  }
  const problem = await screener.frame.locator('.problem').getAttribute('id');
  const told = await page.evaluate(([host, problem]) => (
    [...document.querySelector(host).shadowRoot.querySelectorAll('[aria-describedby]')]
      .filter((element) => element.getAttribute('aria-describedby').split(' ').includes(problem)).map((element) => element.localName)
  ), [HOST, problem]);
  assert.deepEqual(told, ['input'], 'one thing is described by the message');
  // From elsewhere the focus goes to the line, which tells of the error itself.
  await live.evaluate((element) => { element.textContent = ''; });
  await screener.frame.locator('button.primary').click();
  await page.waitForFunction((host) => document.querySelector(host).shadowRoot.activeElement?.type === 'text', HOST);
  await page.waitForTimeout(300);
  assert.equal(await live.textContent(), '');
  await close(page);
});

test('who is added later is asked, and each keeps an own answer', async () => {
  const { page, screener } = await start();
  await screener.until(four, /who in the family\?$/);
  const whom = (await screener.look()).heading;
  await screener.choose(0, screener.own('whom.rest_no'));
  await screener.goOn();
  await screener.press('button.answers');
  await screener.turn(() => screener.frame.getByRole('button', { name: /^Change: Family members/ }).click());
  await screener.press('button.add');
  await screener.choose(0, 'Son or daughter');
  await screener.type(1, 'Age in years', '30');
  await screener.goOn();
  await screener.press('people.done');
  await screener.press('button.back');
  let back = await screener.look();
  for (let pages = 0; back.heading !== whom && pages < 5; pages += 1) {
    await screener.press('button.back');
    back = await screener.look();
  }
  assert.equal(back.heading, whom);
  assert.ok(back.fields[0].choices.every(({ box, on }) => !box || !on), 'nobody said it of the one who came later');
  await screener.frame.locator('button.primary').click();
  await screener.frame.locator('.problem').waitFor();
  await close(page);
});
