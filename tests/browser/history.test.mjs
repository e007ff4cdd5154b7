// Leaving the page with answers on it, and the browser's Back and Forward.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alone } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const SUDDEN = 'An emergency, and the family cannot get by now';
const KEY = 'yingbao-0';

async function start(path = '/en.html', host = HOST, options = {}) {
  const page = await open(browser, path, options);
  await ready(page, host);
  return { page, screener: new Screener(page, 'en', host) };
}

/** Tries to close the page: whether it was 'left', or the browser 'asked' and was told to stay. */
async function leave(page) {
  const outcome = Promise.race([
    page.waitForEvent('close').then(() => 'left'),
    page.waitForEvent('dialog').then(async (dialog) => {
      assert.equal(dialog.type(), 'beforeunload');
      await dialog.dismiss();
      // The page goes on once the question is gone; Chromium may not survive being closed before that.
      await page.evaluate(() => 0);
      return 'asked';
    }),
  ]);
  await page.close({ runBeforeUnload: true });
  return outcome;
}

const entry = (page) => page.evaluate(() => history.state);
const stands = (page, number) => page.waitForFunction(([key, number]) => history.state?.[key] === number, [KEY, number]);
const set = (page, name, value) => page.evaluate(([host, name, value]) => {
  const element = document.querySelector(host);
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}, [HOST, name, value]);

/** Goes on over some pages, with an answer on the first; the headings passed. */
async function answer(screener, pages) {
  await screener.tick('sudden_event');
  const headings = [];
  for (let at = 0; at < pages; at += 1) {
    const { heading, fields } = await screener.look();
    headings.push(heading);
    if (at > 0 && fields.length) await screener.skip();
    else await screener.goOn();
  }
  return headings;
}

test('before an answer the page is left without a word', async () => {
  const { page, screener } = await start();
  await screener.button('中文').click();
  await page.locator(`${HOST} .frame[lang=zh-CN]`).waitFor();
  assert.equal(await leave(page), 'left');
  await page.context().close();
});

test('with an answer, also one not yet taken, the browser asks before the page is left', async () => {
  const { page, screener } = await start();
  await screener.tick('sudden_event');
  assert.equal(await leave(page), 'asked');
  await screener.tick('sudden_event', false);
  await screener.goOn();
  assert.equal(await leave(page), 'asked');
  await close(page);
});

test('once everything is cleared the browser asks no more', async () => {
  const { page, screener } = await start();
  await answer(screener, 3);
  await screener.press('button.restart');
  assert.equal(await leave(page), 'asked');
  await screener.press('button.restart_yes');
  assert.equal(await leave(page), 'left');
  await page.context().close();
});

test('on a shared device nobody is asked to stay', async () => {
  const { page, screener } = await start();
  await answer(screener, 1);
  await set(page, 'shared', '');
  await set(page, 'shared', null);
  assert.equal(await leave(page), 'asked');
  await set(page, 'shared', '');
  assert.equal(await leave(page), 'left');
  await page.context().close();
});

test('an element taken out asks nothing, and asks again when it is put back', async () => {
  const { page, screener } = await start();
  await answer(screener, 1);
  await page.evaluate((host) => {
    globalThis.taken = document.querySelector(host);
    globalThis.from = taken.parentNode;
    taken.remove();
    from.append(taken);
  }, HOST);
  assert.equal(await leave(page), 'asked');
  await page.evaluate(() => globalThis.taken.remove());
  assert.equal(await leave(page), 'left');
  await page.context().close();
});

test('each page is an entry that holds a number, and Back and Forward turn the pages', async () => {
  const { page, screener } = await start();
  const [length, url] = await page.evaluate(() => [history.length, location.href]);
  const headings = await answer(screener, 3);
  headings.push((await screener.look()).heading);
  assert.deepEqual(await entry(page), { [KEY]: 3 });
  assert.deepEqual(await page.evaluate(() => [history.length, location.href]), [length + 3, url]);
  for (const at of [2, 1, 0]) {
    await screener.turn(() => page.goBack());
    assert.equal((await screener.look()).heading, headings[at]);
    assert.deepEqual(await entry(page), { [KEY]: at });
  }
  assert.ok(await screener.ticked('sudden_event'), 'the answer is still there');
  for (const at of [1, 2, 3]) {
    await screener.turn(() => page.goForward());
    assert.equal((await screener.look()).heading, headings[at]);
  }
  assert.deepEqual(page.printed, []);
  await close(page);
});

test("the widget's own Back and Save keep step with the browser's history", async () => {
  const { page, screener } = await start();
  const headings = await answer(screener, 3);
  await screener.press('button.back');
  await stands(page, 2);
  assert.equal((await screener.look()).heading, headings[2]);
  await screener.turn(() => page.goBack());
  assert.equal((await screener.look()).heading, headings[1]);
  await screener.press('button.answers');
  await stands(page, 2);
  await screener.change(SUDDEN);
  await stands(page, 3);
  await screener.tick('sudden_event', false);
  await screener.press('button.save');
  await stands(page, 2);
  assert.equal((await screener.look()).heading, screener.own('answers.title'));
  await screener.turn(() => page.goBack());
  assert.equal((await screener.look()).heading, headings[1]);
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('Back on the first page leaves, also after a reload in the middle', async () => {
  const { page, screener } = await start();
  await answer(screener, 3);
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await ready(page);
  await page.goBack().catch(() => {});
  await page.waitForURL('about:blank');
  await close(page);
});

test('after starting again Back leads to no answer, and leaves', async () => {
  const { page, screener } = await start();
  const first = (await screener.look()).heading;
  await answer(screener, 3);
  await screener.press('button.restart');
  await screener.press('button.restart_yes');
  await stands(page, 0);
  assert.equal((await screener.look()).heading, first);
  await page.goForward();
  await stands(page, 0);
  assert.equal((await screener.look()).heading, first);
  assert.ok(!await screener.ticked('sudden_event'));
  await page.goBack();
  assert.equal(page.url(), 'about:blank');
  await close(page);
});

test('what the host page keeps in its entries stays, and its own entries turn no page', async () => {
  const { page, screener } = await start();
  await page.evaluate(() => history.replaceState({ portal: 'news' }, ''));
  await answer(screener, 1);
  assert.deepEqual(await entry(page), { portal: 'news', [KEY]: 1 });
  const { heading } = await screener.look();
  await page.evaluate(() => history.pushState({ portal: 'menu' }, ''));
  await page.evaluate(() => history.pushState({ portal: 'search' }, ''));
  await page.goBack();
  assert.deepEqual(await entry(page), { portal: 'menu' });
  await page.goBack();
  assert.deepEqual(await entry(page), { portal: 'news', [KEY]: 1 });
  assert.equal((await screener.look()).heading, heading);
  await screener.turn(() => page.goBack());
  assert.deepEqual(await entry(page), { portal: 'news', [KEY]: 0 });
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('without the attribute the history is let alone', async () => {
  const { page, screener } = await start('/two.html', '#second', {
    before: (page) => page.addInitScript(() => {
      globalThis.calls = [];
      for (const name of ['pushState', 'replaceState', 'back', 'go', 'forward']) {
        history[name] = (...all) => calls.push([name, ...all]);
      }
    }),
  });
  const length = await page.evaluate(() => history.length);
  await screener.tell(alone);
  await screener.press('button.back');
  assert.deepEqual(await page.evaluate(() => [history.length, history.state, calls]), [length, null, []]);
  await close(page);
});

test('the attribute may come and go', async () => {
  const { page, screener } = await start();
  await set(page, 'history', null);
  await answer(screener, 1);
  assert.equal(await entry(page), null);
  await set(page, 'history', 'pages');
  await screener.press('button.answers');
  assert.deepEqual(await entry(page), { [KEY]: 1 });
  await screener.turn(() => page.goBack());
  assert.deepEqual(await entry(page), { [KEY]: 0 });
  await close(page);
});

test('of two elements each goes back by its own steps, in the order in which they were taken', async () => {
  const { page, screener: second } = await start('/two.html', '#second');
  await ready(page, '#first');
  const first = new Screener(page, 'zh-CN', '#first');
  await page.evaluate(() => {
    for (const id of ['first', 'second']) document.getElementById(id).setAttribute('history', 'pages');
  });
  const begun = [await first.look(), await second.look()].map(({ heading }) => heading);
  await first.goOn();
  await second.goOn();
  await second.press('button.answers');
  const answers = (await second.look()).heading;
  await second.turn(() => page.goBack());
  assert.notEqual((await second.look()).heading, answers);
  await second.turn(() => page.goBack());
  assert.equal((await second.look()).heading, begun[1]);
  assert.notEqual((await first.look()).heading, begun[0]);
  await first.turn(() => page.goBack());
  assert.equal((await first.look()).heading, begun[0]);
  assert.equal((await second.look()).heading, begun[1]);
  await first.turn(() => page.goForward());
  // The widget's own Back, where the last step was the other's, turns only its own page.
  await second.turn(() => page.goForward());
  const of = (await second.look()).heading;
  await first.press('button.back');
  assert.equal((await first.look()).heading, begun[0]);
  assert.equal((await second.look()).heading, of);
  assert.deepEqual(page.printed, []);
  await close(page);
});
