// Where the focus and the view are, what was typed, and the way back to where one was.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alone, enough, four } from './families.mjs';
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

/** Goes on to the page that lists the people. */
const people = (screener) => screener.until(alone, ({ fields }) => fields.some(({ kind }) => kind === 'person'));

test('what opens or closes below a choice leaves the focus on it', async () => {
  const { page, screener } = await start();
  await people(screener);
  await screener.otherWays(0);
  assert.deepEqual([(await focused(page)).type, (await focused(page)).checked], ['radio', true], 'the ways to answer');
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

test('the ways to answer stay where they are while one is chosen, also of an answer that is changed', async () => {
  const { page, screener } = await start();
  await people(screener);
  await screener.otherWays(0);
  await screener.choose(0, screener.own('how.about_age'));
  await screener.type(0, screener.own('field.from'), '60');
  await screener.goOn();
  await screener.press('button.back');
  await screener.field(0).locator('input:checked').focus();
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowDown']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(50);
    const here = await focused(page);
    assert.deepEqual([here?.type, here?.checked], ['radio', true], key);
  }
  await close(page);
});

test('an option ticked and cleared behind "more" stays in view with the focus', async () => {
  const { page, screener } = await start();
  await screener.asked(four, 'receives');
  await screener.frame.locator('details.more summary').click();
  const option = screener.frame.locator('details.more .asked input').nth(3);
  await option.focus();
  for (const on of [true, false, true]) {
    await page.keyboard.press('Space');
    await page.waitForTimeout(50);
    assert.deepEqual([(await focused(page))?.type, await option.isChecked(), await option.isVisible()], ['checkbox', on, true]);
  }
  // Come back to, it is no longer hidden.
  await screener.press('button.answers');
  await screener.press('button.back');
  assert.ok(await option.isVisible() && await option.isChecked());
  await close(page);
});

test('a message that goes away leaves the focus where it is', async () => {
  const { page, screener } = await start();
  await people(screener);
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
  let turns = 0;
  await screener.tell(four, async ({ heading }) => {
    if (turns > 0) {
      const here = await focused(page);
      assert.deepEqual([here.tag, here.inView], ['h2', true], `"${heading}": ${here.top}`);
      assert.ok(here.top >= 90, `"${heading}" stands at ${here.top} px, beneath the bar`);
      assert.ok(here.top <= 320, `"${heading}" stands ${here.top} px down: the page below it is not seen`);
    }
    turns += 1;
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  });
  assert.ok(turns > 8);
  await close(page);
});

for (const [where, change] of [['the results', 'button[name^=to-]'], ['the list of answers', '.row-ways button']]) {
  test(`a page opened from ${where} leads back to the same place`, async () => {
    const { page, screener } = await start({ width: 360, height: 640 });
    await screener.tell(four);
    if (where !== 'the results') await screener.press('button.answers');
    await page.evaluate((host) => {
      for (const details of document.querySelector(host).shadowRoot.querySelectorAll('.page details')) details.open = true;
    }, HOST);
    const opens = screener.frame.locator(`.page ${change}`).filter({ visible: true });
    const seen = () => page.evaluate((host) => {
      const { activeElement: at } = document.querySelector(host).shadowRoot;
      return { name: at.name, top: at.getBoundingClientRect().top };
    }, HOST);
    const many = await opens.count();
    assert.ok(many > 0);
    for (const at of new Set([Math.floor(many / 2), many - 1])) {
      const button = opens.nth(at);
      await button.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      const before = { name: await button.getAttribute('name'), top: (await button.boundingBox()).y };
      for (const back of where === 'the results' ? ['button.back'] : ['button.back', 'button.save']) {
        await screener.turn(() => button.click());
        assert.equal((await focused(page)).tag, 'h2');
        await screener.press(back);
        const here = await seen();
        assert.equal(here.name, before.name);
        assert.ok(Math.abs(here.top - before.top) <= 2, `${before.top} before, ${here.top} now`);
        assert.equal(await opens.count(), many, 'what was open is open as before');
      }
    }
    await close(page);
  });
}

test('what was typed stands there again, however the page was left', async () => {
  const { page, screener } = await start();
  await screener.asked(enough, 'wage');
  await screener.type('wage', 'Wage', '321.09');
  const typed = async () => (await screener.look()).fields.find(({ question }) => question === 'wage').lines[0].value;
  for (const [leave, comeBack] of [
    ['button.results', 'button.back'], ['button.answers', 'button.back'], ['button.restart', 'button.restart_no'],
    ['button.answers', 'button.continue_questions'],
  ]) {
    await screener.press(leave);
    await screener.press(comeBack);
    assert.equal(await typed(), '321.09', leave);
  }
  await screener.press('button.back');
  await screener.goOn();
  assert.equal(await typed(), '321.09', 'back');
  await close(page);
});

test('an error found by Enter is announced where the focus is, and told of once', async () => {
  const { page, screener } = await start();
  await screener.asked(enough, 'wage');
  const input = screener.field('wage').locator('input[type=text]');
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

test('whatever is pressed on a whole journey, something in the widget has the focus', async () => {
  const { page, screener } = await start({ width: 360, height: 740 });
  await page.evaluate((host) => {
    const root = document.querySelector(host).shadowRoot;
    globalThis.heard = { click: 0, keyup: 0, change: 0 };
    globalThis.lost = [];
    const frames = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
    for (const kind of Object.keys(heard)) {
      root.addEventListener(kind, ({ target, key }) => frames(() => {
        heard[kind] += 1;
        const { heading, lost: all } = { heading: root.querySelector('h2').textContent, lost: globalThis.lost };
        if (!root.activeElement) all.push(`${heading}: ${kind} ${key ?? ''} on ${target.localName} ${target.textContent || target.id}`);
      }), { capture: true });
    }
  }, HOST);
  const press = async (key) => {
    await page.keyboard.press(key);
    await page.waitForTimeout(40);
  };
  await screener.tell(four, async ({ fields }) => {
    // Beside what the family says: a box and back again, the ways to answer, and 'not sure'.
    const box = fields.find(({ kind }) => kind === 'box');
    if (box) {
      await screener.field(box.id).locator('.asked input').focus();
      for (let times = 0; times < 2; times += 1) await press('Space');
      const unsure = screener.field(box.id).locator('.asked .unsure');
      for (let times = 0; times < 2; times += 1) await unsure.click();
    }
    const more = screener.frame.locator('details.more');
    if (await more.count()) {
      await more.locator('summary').first().click();
      await more.locator('.asked input').last().focus();
      for (let times = 0; times < 2; times += 1) await press('Space');
    }
    const line = fields.find(({ lines }) => lines.length);
    if (line) {
      await screener.otherWays(line.id);
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp']) await press(key);
      await page.waitForTimeout(40);
    }
    if (line?.kind === 'person') {
      await screener.button('+ Son or daughter').click();
      await screener.frame.locator('.person').nth(1).locator('button.small').click();
      await screener.frame.locator('.person').nth(1).waitFor({ state: 'detached' });
    }
    await page.waitForTimeout(40);
  });
  const { heard, lost } = await page.evaluate(() => ({ heard, lost }));
  assert.deepEqual(lost, []);
  assert.ok(heard.click > 30 && heard.keyup > 20 && heard.change > 10, JSON.stringify(heard));
  await close(page);
});

test('who is added later is asked, and each keeps an own answer', async () => {
  const { page, screener } = await start();
  const title = screener.texts['box.has_disability.title'];
  await screener.asked(four, 'has_disability');
  await screener.tick('has_disability');
  await screener.choose('has_disability', 'Your parent');
  await screener.goOn();
  await screener.press('button.answers');
  await screener.change(screener.own('people.title'));
  await screener.button('+ Son or daughter').click();
  await screener.field(4).locator('input[type=text]').fill('30');
  await screener.press('button.save');
  await screener.press('button.continue_questions');
  const whom = async () => (await screener.look()).fields.find(({ question }) => question === 'has_disability');
  const box = await whom();
  assert.deepEqual(box.people, [4], 'only of the one who came later');
  assert.match(box.title, /your child \(no\. 2\)/);
  assert.ok(!box.box.on && !box.box.unsure, 'nobody said it of the one who came later');
  await screener.tick('has_disability');
  await screener.goOn();
  await screener.press('button.answers');
  assert.equal(await screener.answerTo(title), 'your parent, your child (no. 2)');
  await screener.change(title);
  const all = await whom();
  assert.deepEqual(all.people, [0, 1, 2, 3, 4]);
  assert.deepEqual(all.chips.filter(({ on }) => on).map(({ text }) => text), ['Your parent', 'Your child (no. 2)']);
  await close(page);
});
