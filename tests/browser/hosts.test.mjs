// Pages that do something to what the widget needs: there is always the widget or the page's own text, never a blank, and no answer is
// lost without a word.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { town } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const UNDRIVEN = 'Object.prototype has signal, once and capture';

/** What a page did before the widget came. */
const PAGES = {
  [UNDRIVEN]: () => Object.assign(Object.prototype, { signal: {}, once: true, capture: true, passive: true }),
  'Object.prototype has mode, method, body and headers': () => Object.assign(Object.prototype, { mode: 'no-cors', method: 'POST', body: 'x', headers: { a: 'b' } }),
  'Object.prototype has bubbles, composed, detail and preventScroll': () => Object.assign(Object.prototype, { bubbles: false, composed: false, cancelable: true, preventScroll: false, block: 'end' }),
  'Window is another': () => { globalThis.Window = class {}; },
  'Element is another': () => { globalThis.Element = class {}; },
  'TextDecoder is another': () => { globalThis.TextDecoder = class { decode() { return ''; } }; },
  'TextEncoder is another': () => { globalThis.TextEncoder = class { encode() { return new Uint8Array(0); } encodeInto() { return { read: 0, written: 0 }; } }; },
  'no CSSStyleSheet': () => { delete globalThis.CSSStyleSheet; },
  'no WebAssembly': () => { delete globalThis.WebAssembly; },
  'no fetch': () => { delete globalThis.fetch; },
  'fetch never answers': () => { globalThis.fetch = () => new Promise(() => {}); },
  'Array.prototype has keys of its own': () => { Array.prototype.extra = () => 1; Array.prototype.last = function last() { return this[this.length - 1]; }; },
  'toJSON on Array.prototype': () => { Array.prototype.toJSON = () => 'x'; },
  'frozen prototypes': () => { [Object, Array, Function, String, Promise, Map].forEach((one) => Object.freeze(one.prototype)); },
  'addEventListener is wrapped': () => {
    const own = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function wrapped(kind, listener, options) { return own.call(this, kind, listener, options); };
  },
  'every key is swallowed': () => addEventListener('keydown', (event) => event.preventDefault(), true),
  'Date and Intl are another': () => { globalThis.Intl = {}; },
  'history cannot be changed': () => { history.pushState = history.replaceState = () => { throw new Error('no'); }; },
  'queueMicrotask is gone': () => { delete globalThis.queueMicrotask; },
};

for (const [name, does] of Object.entries(PAGES)) {
  test(name, async (t) => {
    const page = await open(browser, '/index.html', { width: 360, height: 740, before: (page) => page.addInitScript(does) });
    const app = page.locator(`${HOST} div:not(.first) > .frame h2`);
    const own = page.getByRole('heading', { name: '不用自测，也可以直接问、直接申请' });
    const first = page.locator(`${HOST} .first h2`);
    await Promise.race([app.waitFor(), own.waitFor(), page.waitForTimeout(4000)]);
    const shown = [await app.count() && await app.isVisible(), await own.isVisible(), await first.count() && await first.isVisible()];
    assert.ok(shown.some(Boolean), 'a blank');
    if (shown[0] && name === UNDRIVEN) {
      // What drives the browser uses the same prototype: pressed from within.
      const headings = await page.evaluate(async (host) => {
        const root = document.querySelector(host).shadowRoot;
        const seen = [];
        for (let at = 0; at < 4; at += 1) {
          seen.push(root.querySelector('h2').textContent);
          const turned = root.querySelector('h2');
          root.querySelector('.next .secondary').click();
          for (let wait = 0; wait < 100 && root.querySelector('h2') === turned; wait += 1) await new Promise((next) => { setTimeout(next, 20); });
        }
        return seen;
      }, HOST);
      assert.equal(new Set(headings).size, 4, headings.join());
    } else if (shown[0]) {
      const screener = new Screener(page);
      await screener.tell(town);
      assert.match((await screener.look()).heading, /./);
    }
    t.diagnostic(shown[0] ? 'the widget, to the results' : shown[1] ? "the page's own text" : 'the first page');
    await close(page);
  });
}
