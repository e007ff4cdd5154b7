// What was answered is gone when it is cleared, when the element is taken out, and where people take turns when the page is left
// or nobody touches it: from the memory of the engines, and from what is drawn.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { four } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const PHONE = { width: 360, height: 740 };
/** A sum that stands nowhere else: typed by hand it is in the state as text and as a number. */
const CANARY = '73519';

/** Keeps the memory of every engine for the test to look at. */
const watched = (page) => page.addInitScript(() => {
  globalThis.memories = [];
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate.apply(WebAssembly, given);
    memories.push(Object.values((made.instance || made).exports).find((one) => one instanceof WebAssembly.Memory));
    return made;
  };
});

/** In how many places the canary stands in the memories of all engines: as text, and as the number of a decimal. */
const copies = (page) => page.evaluate((canary) => {
  const number = new Uint8Array(new Uint32Array([Number(canary)]).buffer);
  const patterns = [new TextEncoder().encode(canary), number];
  let found = 0;
  for (const memory of memories) {
    const bytes = new Uint8Array(memory.buffer);
    for (const pattern of patterns) {
      for (let at = bytes.indexOf(pattern[0]); at !== -1; at = bytes.indexOf(pattern[0], at + 1)) {
        if (pattern.every((byte, i) => bytes[at + i] === byte)) found += 1;
      }
    }
  }
  return found;
}, CANARY);

/** A journey up to the page where the first numbers are typed. */
async function told(path = '/index.html', options = {}) {
  const page = await open(browser, path, { ...PHONE, ...options, before: async (page) => { await watched(page); await options.before?.(page); } });
  await ready(page);
  const screener = new Screener(page);
  await screener.until(four, /家里有哪些人/);
  return { page, screener };
}

/** Types the canary where a number can be typed: a year of birth or an age. */
async function typed(page) {
  const line = page.locator(`${HOST} .frame input[type=text]`).first();
  await line.fill(CANARY);
  assert.ok(await copies(page) > 0, 'the canary was in memory');
}

/** How long it takes until no copy is left, at most so many ms. */
const gone = async (page, most) => {
  const begun = Date.now();
  while (await copies(page)) {
    assert.ok(Date.now() - begun < most, `${await copies(page)} copies`);
    await page.waitForTimeout(20);
  }
  return Date.now() - begun;
};

test('after Start again', async (t) => {
  const { page, screener } = await told();
  await typed(page);
  await page.locator(`${HOST} .ways`).getByRole('button', { name: '重新开始' }).click();
  await page.locator(`${HOST} .danger`).click();
  t.diagnostic(`gone within ${await gone(page, 1000)} ms`);
  await ready(page);
  const focus = await page.evaluate((host) => document.querySelector(host).shadowRoot.activeElement?.localName, HOST);
  assert.equal(focus, 'h2');
  // And the widget goes on.
  await screener.tell(four);
  await close(page);
});

test('after the element is taken out', async (t) => {
  const { page } = await told();
  await typed(page);
  await page.evaluate((host) => document.querySelector(host).remove(), HOST);
  t.diagnostic(`gone within ${await gone(page, 3000)} ms, after a second for moves`);
  await close(page);
});

test('not while the element is moved', async () => {
  const { page } = await told();
  await typed(page);
  await page.evaluate((host) => {
    const element = document.querySelector(host);
    const place = element.parentNode;
    element.remove();
    setTimeout(() => place.append(element), 200);
  }, HOST);
  await page.waitForTimeout(1500);
  assert.equal(await page.locator(`${HOST} .frame input[type=text]`).first().inputValue(), CANARY);
  await close(page);
});

test('removed elements are free to go', async (t) => {
  const page = await open(browser, '/index.html', { ...PHONE, before: watched });
  await ready(page);
  const session = await page.context().newCDPSession(page);
  await page.evaluate(async (host) => {
    globalThis.removed = [];
    for (let at = 0; at < 20; at += 1) {
      const element = document.createElement(host);
      const drawn = new Promise((resolve) => element.addEventListener('yingbao-ready', resolve, { once: true }));
      document.body.append(element);
      await drawn;
      removed.push(new WeakRef(element));
      element.remove();
    }
    memories.length = 0;
  }, HOST);
  await page.waitForTimeout(1500);
  await session.send('HeapProfiler.enable');
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const alive = await page.evaluate(() => removed.filter((one) => one.deref()).length);
  t.diagnostic(`${alive} of 20 alive`);
  assert.equal(alive, 0);
  await close(page);
});

test('sessions in one tab leave nothing behind', async (t) => {
  const page = await open(browser, '/index.html', { ...PHONE });
  await ready(page);
  const session = await page.context().newCDPSession(page);
  const counted = async () => {
    for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
    return { nodes, jsEventListeners };
  };
  const again = async () => {
    const frame = page.locator(`${HOST} div > .frame`);
    await frame.locator('.choice').first().click();
    await frame.locator('.next .primary').click();
    await frame.locator('h2').getByText('您家住在哪里？').waitFor();
    await frame.locator('.ways').getByRole('button', { name: '重新开始' }).click();
    await frame.locator('.danger').click();
    await frame.locator('h2').getByText('您想先解决什么？').waitFor();
    await ready(page);
  };
  await again();
  const before = await counted();
  for (let at = 0; at < 15; at += 1) await again();
  const after = await counted();
  t.diagnostic(`nodes ${before.nodes} → ${after.nodes}, listeners ${before.jsEventListeners} → ${after.jsEventListeners}`);
  assert.ok(after.nodes <= before.nodes * 1.1, `nodes ${before.nodes} → ${after.nodes}`);
  assert.ok(after.jsEventListeners <= before.jsEventListeners + 5, `listeners ${before.jsEventListeners} → ${after.jsEventListeners}`);
  await close(page);
});

/** A page where people take turns. */
const shared = (page) => page.route('**/*.html', async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: (await response.text()).replace('<yingbao-screener ', '<yingbao-screener shared ') });
});

test('where people take turns, leaving the page clears it', async () => {
  const { page } = await told('/index.html', { before: shared });
  await typed(page);
  await page.evaluate(() => { globalThis.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })); });
  await gone(page, 2000);
  await ready(page);
  assert.equal(await page.locator(`${HOST} .frame h2`).textContent(), '您想先解决什么？');
  await close(page);
});

test('where people take turns, answers nobody touches are covered and then cleared', async () => {
  const { page } = await told('/index.html', { before: async (page) => { await shared(page); await page.clock.install({ time: new Date('2026-11-24T10:00:00') }); } });
  await typed(page);
  await page.clock.runFor(301000);
  const notice = page.locator(`${HOST} [role=alert]`);
  await notice.getByText('有一会儿没有人操作了').waitFor();
  assert.equal(await page.locator(`${HOST} .frame`).isVisible(), false);
  await notice.getByRole('button', { name: '接着填' }).click();
  assert.equal(await page.locator(`${HOST} .frame input[type=text]`).first().inputValue(), CANARY);
  await page.clock.runFor(301000);
  await notice.getByText('有一会儿没有人操作了').waitFor();
  await page.clock.runFor(301000);
  await gone(page, 2000);
  await close(page);
});
