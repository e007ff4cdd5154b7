// The engine stops: in every way it can be made to, at every step. Another goes on with the answers, on the same page, with the
// focus on its heading; and what was answered does not stay in the memory of an engine that was left.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { four } from './families.mjs';
import { Screener } from './screener.mjs';
import { DAY, HOST, close, launch, open, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const PHONE = { width: 360, height: 740 };

/** Keeps the memory of every engine, and lets the test break what the engine calls, or the engine itself. */
const watched = (page) => page.addInitScript(() => {
  globalThis.memories = [];
  globalThis.broken = null;
  globalThis.armed = null;
  // From the click on, not from the mouse that goes down before it.
  addEventListener('click', () => {
    if (armed) broken = armed;
    armed = null;
  }, true);
  let depth = 0;
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate.apply(WebAssembly, given);
    const instance = made.instance || made;
    memories.push(Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory));
    const exports = {};
    for (const [name, one] of Object.entries(instance.exports)) {
      exports[name] = typeof one !== 'function' ? one : (...values) => {
        const way = globalThis.broken;
        if (way && !depth) {
          const thrown = { trap: () => new WebAssembly.RuntimeError('unreachable'), overflow: () => new RangeError('Maximum call stack size exceeded'), foreign: () => ({ anything: 1 }), text: () => 'a text' }[way];
          if (thrown) {
            globalThis.broken = null;
            throw thrown();
          }
        }
        depth += 1;
        try {
          return one(...values);
        } finally {
          depth -= 1;
        }
      };
    }
    return { instance: { exports }, module: given[0] };
  };
  // A host page replaces something that the engine calls, once.
  const once = (object, name, how) => {
    const own = object[name];
    object[name] = function fails(...values) {
      if (globalThis.broken !== how) return own.apply(this, values);
      globalThis.broken = null;
      throw new Error('of the host page');
    };
  };
  once(Document.prototype, 'createTextNode', 'createTextNode');
  once(Element.prototype, 'setAttribute', 'setAttribute');
  once(Node.prototype, 'insertBefore', 'insertBefore');
});

const WAYS = ['trap', 'overflow', 'foreign', 'text', 'createTextNode', 'setAttribute', 'insertBefore'];

for (const way of WAYS) {
  test(`stopped at every step of a journey: ${way}`, async () => {
    const page = await open(browser, '/index.html', { ...PHONE, before: watched });
    await ready(page);
    const screener = new Screener(page);
    const turn = screener.turn.bind(screener);
    let stops = 0;
    screener.turn = async (action) => {
      const before = await screener.look();
      await page.evaluate((name) => { globalThis.armed = name; }, way);
      const engines = await page.evaluate(() => memories.length);
      const next = page.locator(`${HOST} .next .primary`);
      if (await next.count()) {
        await next.click();
        await page.waitForFunction(([host, count]) => {
          const root = document.querySelector(host).shadowRoot;
          const { activeElement } = root;
          return memories.length > count && activeElement && activeElement.localName === 'h2';
        }, [HOST, engines]).then(() => { stops += 1; }, () => {});
        const now = await screener.look();
        if (await page.evaluate(() => globalThis.broken === null)) assert.equal(now.heading, before.heading, 'the same page');
        await page.evaluate(() => { globalThis.broken = null; });
        assert.equal(await page.locator(`${HOST} .notice`).isHidden(), true);
      }
      await turn(action);
    };
    await screener.tell(four);
    assert.ok(stops >= 9, `${stops} stops`);
    // No answer is lost: the result is the one of a journey without a stop.
    const result = (await screener.look()).heading;
    const plain = await open(browser, '/index.html', PHONE);
    await ready(plain);
    const other = new Screener(plain);
    await other.tell(four);
    assert.equal(result, (await other.look()).heading);
    await close(plain);
    await close(page);
  });
}

test('stopped twice in a row, nothing done between: the person is asked, and no answer is lost', async () => {
  const page = await open(browser, '/index.html', { ...PHONE, before: watched });
  await ready(page);
  const screener = new Screener(page);
  await screener.until(four, /家里有哪些人/);
  const focused = () => page.waitForFunction((host) => document.querySelector(host).shadowRoot.activeElement?.localName === 'h2', HOST);
  const stop = async () => {
    await page.evaluate(() => { globalThis.armed = 'trap'; });
    await page.locator(`${HOST} .next .primary`).click();
  };
  await stop();
  await page.waitForFunction(() => memories.length === 2);
  await focused();
  await stop();
  const notice = page.locator(`${HOST} [role=alert]`);
  await notice.getByText('停止了工作').waitFor();
  await notice.getByRole('button', { name: '接着填' }).click();
  await focused();
  assert.equal((await screener.look()).heading, '家里有哪些人？');
  await screener.press('button.answers');
  assert.equal(await page.locator(`${HOST} dd`).getByText('泗洪').count() > 0, true, 'the place is still known');
  await close(page);
});
