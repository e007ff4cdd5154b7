// The loader in a real browser: what it fetches, what it keeps, and what it says when something fails.
// Run by `cargo verify --only browser`, which serves the site and names it in YINGBAO_URL.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

const { chromium } = createRequire(new URL('../../tests/browser/package.json', import.meta.url))('playwright-core');
const site = process.env.YINGBAO_URL;
const FIRST = 'yingbao-screener';
let browser;

before(async () => {
  assert.ok(site, 'YINGBAO_URL is not set: run cargo verify --only browser');
  browser = await chromium.launch({
    executablePath: process.env.YINGBAO_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  });
});
after(() => browser?.close());

// A page of its own context; `change` may route requests before it is opened.
async function open(path, change = () => {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  page.requests = [];
  page.messages = [];
  page.on('request', (request) => page.requests.push(new URL(request.url()).pathname));
  page.on('console', (message) => page.messages.push(message.text()));
  page.on('pageerror', (error) => page.messages.push(String(error)));
  await change(page);
  await page.goto(site + path);
  return page;
}

// The app is there, and no more the first page that stands there without it.
const ready = (page, which = FIRST) => page.waitForSelector(`${which} div:not(.first) > .frame h2`);
const failed = (page, which = FIRST) => page.waitForSelector(`${which} .notice button`);
const lightText = (page) => page.isVisible(`${FIRST} >> text=12345`);

// The site's file with its text changed; the page that loads it loses the integrity of its tag.
async function rewrite(page, changes) {
  for (const [path, change] of Object.entries(changes)) {
    await page.route(`**${path}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.text()) });
    });
  }
}

test('two elements share all that is fetched, and nothing is printed', async () => {
  const page = await open('/two.html');
  await ready(page, '#first');
  await ready(page, '#second');
  const fetched = page.requests.filter((path) => /wasm|rulebook|texts|yingbao\.js/.test(path)).sort();
  assert.deepEqual(fetched, ['/cn.en.texts', '/cn.rulebook', '/yingbao.js', '/yingbao.wasm']);
  assert.deepEqual(page.messages, []);
});

test('an element that is moved keeps its app', async () => {
  const page = await open('/index.html');
  await ready(page);
  const kept = await page.evaluate((selector) => {
    const element = document.querySelector(selector);
    const app = () => element.shadowRoot.querySelector('div:not(.notice)');
    const before = app();
    const parent = element.parentNode;
    element.remove();
    parent.append(element);
    return before === app() && Array.from(element.shadowRoot.children, ({ localName }) => localName);
  }, FIRST);
  // What measures the page's text, the notice, one app, and the page's own text.
  assert.deepEqual(kept, ['i', 'div', 'div', 'slot']);
});

for (const file of ['/yingbao.wasm', '/cn.rulebook']) {
  test(`without ${file} the page's own text stays, and trying again works`, async () => {
    let missing = true;
    const page = await open('/index.html', (page) => page.route(`**${file}`, (route) => (
      missing ? route.fulfill({ status: 404, body: '' }) : route.continue()
    )));
    await failed(page);
    assert.ok(await lightText(page));
    assert.match(await page.innerText('.notice'), new RegExp(`没有取到文件 ${file.slice(1)}`));
    await page.evaluate((selector) => { document.querySelector(selector).lang = 'en'; }, FIRST);
    assert.match(await page.innerText('.notice'), /did not arrive/);
    missing = false;
    await page.click('.notice button');
    await ready(page);
    assert.ok(!await lightText(page));
  });
}

test('a changed wasm is refused', async () => {
  const page = await open('/index.html', (page) => page.route('**/yingbao.wasm', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length - 1] ^= 1;
    await route.fulfill({ response, body });
  }));
  await failed(page);
  assert.ok(await lightText(page));
});

test('a page whose policy forbids wasm says so', async () => {
  const page = await open('/index.html', (page) => page.route('**/index.html', async (route) => {
    const response = await route.fetch();
    const policy = "default-src 'none'; script-src 'self'; connect-src 'self'";
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  }));
  await failed(page);
  assert.match(await page.innerText('.notice'), /安全设置/);
  assert.ok(await lightText(page));
});

test('a slow load says what it waits for once the first page is gone on from', async () => {
  const page = await open('/index.html', (page) => page.route('**/yingbao.wasm', async (route) => {
    await new Promise((resolve) => { setTimeout(resolve, 2000); });
    await route.continue();
  }));
  await page.click(`${FIRST} .first button:text-is("继续")`);
  await page.waitForSelector('.notice[role=status]:not([hidden])');
  await ready(page);
  assert.ok(!await page.isVisible('.notice'));
});

test('an app that stops twice at the same says so, keeps what is drawn, and opens again without a request', async () => {
  const page = await open('/index.html', (page) => page.addInitScript(() => {
    const { instantiate } = WebAssembly;
    // The engine as it is, but that it stops at a click when told to.
    WebAssembly.instantiate = async (module, imports) => {
      const { exports } = await instantiate.call(WebAssembly, module, imports);
      const own = {};
      for (const [name, one] of Object.entries(exports)) {
        own[name] = typeof one !== 'function' ? one : (...values) => {
          if (!globalThis.stopNow) return one(...values);
          globalThis.stopNow = false;
          throw new WebAssembly.RuntimeError('unreachable');
        };
      }
      return { instance: { exports: own }, module };
    };
    addEventListener('click', () => {
      globalThis.stopNow = globalThis.stopNext;
      globalThis.stopNext = false;
    }, true);
    globalThis.errors = [];
    addEventListener('yingbao-error', ({ detail }) => errors.push(detail.reason));
  }));
  await ready(page);
  const before = page.requests.length;
  const stop = async () => {
    await page.evaluate(() => { globalThis.stopNext = true; });
    await page.click(`${FIRST} div:not(.first) > .frame .primary`);
  };
  await stop();
  await page.waitForFunction((selector) => document.querySelector(selector).shadowRoot.activeElement?.localName === 'h2', FIRST);
  assert.ok(!await page.isVisible('.notice'));
  assert.deepEqual(await page.evaluate(() => errors), []);
  await stop();
  await failed(page);
  assert.deepEqual(await page.evaluate(() => errors), ['stopped']);
  assert.match(await page.innerText('.notice'), /停止了工作/);
  assert.ok(await lightText(page));
  await ready(page);
  await page.click('.notice button');
  await page.waitForSelector('.notice', { state: 'hidden' });
  await ready(page);
  assert.equal(page.requests.length, before);
  assert.ok(await page.evaluate((selector) => document.querySelector(selector).shadowRoot.activeElement !== null, FIRST));
});

test('a module tag works like a classic one', async () => {
  const page = await open('/index.html', (page) => rewrite(page, {
    '/index.html': (text) => text.replace('<script src="yingbao.js"', '<script type="module" src="yingbao.js"'),
  }));
  await ready(page);
});

test('large print keeps the portal within a small screen', async () => {
  const page = await open('/index.html');
  await ready(page);
  await page.click('#large');
  assert.equal(await page.getAttribute('#large', 'aria-pressed'), 'true');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});
