// What a portal does with the element beside showing it: it hides it, lays it out, and the person's choices on the page hold in it too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { four } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const PHONE = { width: 360, height: 740 };
const ELEMENT = '<yingbao-screener region="310115"><p>12345</p></yingbao-screener>';

/** A page of a portal's own, under the headers of the demonstration; `hold` keeps the engine from coming until it is let go. */
async function portal({ css = '', html = 'lang="zh-CN"', body = ELEMENT, hold = false, ...options } = {}) {
  let come = () => {};
  const wait = hold ? new Promise((resolve) => { come = resolve; }) : null;
  const page = await open(browser, '/index.html', {
    ...PHONE, ...options,
    before: async (page) => {
      await page.route('**/index.html', async (route) => {
        const response = await route.fetch();
        const { 'content-encoding': _, 'content-length': __, ...headers } = response.headers();
        await route.fulfill({
          headers,
          body: `<!doctype html><html ${html}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>.</title><link rel="icon" href="icon.svg"><link rel="stylesheet" href="portal.css"><script src="yingbao.js" defer></script></head>
            <body>${body}</body></html>`,
        });
      });
      await page.route('**/portal.css', (route) => route.fulfill({ contentType: 'text/css', body: css }));
      await page.route('**/*.wasm', async (route) => { await wait; await route.continue(); });
      await options.before?.(page);
    },
  });
  return { page, come };
}

const shown = (page, within = '.frame h2') => page.locator(`${HOST} ${within}`).isVisible();

test('what the page hides is hidden, before the engine is there and later, and comes back with the answers', async () => {
  for (const css of ['', '.off { display: none }', '* { display: block } .off { display: none }', '* { all: unset !important }']) {
    const { page, come } = await portal({ css, hold: true, body: ELEMENT.replace(' ', ' hidden ') });
    const hide = (on) => page.evaluate(([host, on, css]) => {
      const element = document.querySelector(host);
      if (css.includes('.off')) {
        element.hidden = false;
        element.classList.toggle('off', on);
      } else {
        element.hidden = on;
      }
    }, [HOST, on, css]);
    await page.locator(`${HOST} .first`).waitFor({ state: 'attached' });
    assert.equal(await shown(page), false, `hidden in the page: ${css}`);
    await hide(false);
    await page.locator(`${HOST} .first [data-question=disaster] input`).check();
    await hide(true);
    assert.equal(await shown(page), false, css);
    come();
    await page.locator(`${HOST} div:not(.first) > .frame`).waitFor({ state: 'attached' });
    assert.equal(await shown(page), false, css);
    await hide(false);
    await ready(page);
    const screener = new Screener(page);
    assert.equal(await screener.ticked('disaster'), true, css);
    await screener.goOn();
    const before = await screener.look();
    await hide(true);
    assert.equal(await shown(page), false, css);
    await hide(false);
    assert.equal(await shown(page), true, css);
    assert.deepEqual(await screener.look(), before);
    assert.deepEqual(page.printed, []);
    await close(page);
  }
});

test('whatever display the page gives it, it has the width it can have', async () => {
  const box = `<div class="box">${ELEMENT}</div>`;
  const layouts = {
    block: '', 'no display for anything': '* { all: unset !important }',
    ...Object.fromEntries(['inline', 'inline-block', 'flex', 'inline-flex', 'grid', 'inline-grid', 'table', 'table-cell', 'contents', 'list-item', 'flow-root']
      .map((display) => [display, `${HOST} { display: ${display} }`])),
    'everything flex': '* { display: flex } head, head * { display: none }',
    'everything inline': '* { display: inline !important } head, head * { display: none !important }',
    'in a row': '.box { display: flex }', 'in a middle': '.box { display: flex; justify-content: center; align-items: center }',
    'in a column, in the middle': '.box { display: flex; flex-direction: column; align-items: center }',
    'in a grid, in the middle': '.box { display: grid; place-items: center }', 'in a growing column': '.box { display: flex } .box > * { flex: 1 }',
    'in a table': '.box { display: table; width: 100% }', floating: `${HOST} { float: left }`,
    'in words that do not wrap': `.box { white-space: nowrap } ${HOST} { float: left }`,
    'above the page': `.box { position: relative } ${HOST} { position: absolute }`,
  };
  for (const width of [360, 1280]) {
    const { page } = await portal({ width, body: box, css: 'body { margin: 0 }' });
    await ready(page);
    for (const [name, css] of Object.entries(layouts)) {
      const seen = await page.evaluate(([host, css]) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet];
        const frame = document.querySelector(host).shadowRoot.querySelector('.frame').getBoundingClientRect();
        return { wide: frame.width, tall: frame.height, scrolls: document.documentElement.scrollWidth - innerWidth };
      }, [HOST, css]);
      assert.ok(seen.wide >= Math.min(width, 720) && seen.wide <= width, `${name} at ${width}: ${JSON.stringify(seen)}`);
      assert.ok(seen.scrolls <= 0 && seen.tall > 400, `${name} at ${width}: ${JSON.stringify(seen)}`);
    }
    await close(page);
  }
});

/** Where everything in the frame stands, from its corner. */
const places = (page) => page.evaluate(([host]) => {
  const frame = document.querySelector(host).shadowRoot.querySelector('.frame');
  const corner = frame.getBoundingClientRect();
  return [frame, ...frame.querySelectorAll('*')].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const { direction, textAlign } = getComputedStyle(element);
    return [element.localName, direction, textAlign, ...[x - corner.x, y - corner.y, width, height].map(Math.round)].join(' ');
  });
}, [HOST]);

test('on a page from right to left the widget goes from left to right', async () => {
  const seen = [];
  for (const [html, css] of [['lang="en"', ''], ['lang="en" dir="rtl"', ''], ['lang="en"', '* { direction: rtl !important }']]) {
    const { page, come } = await portal({ html, css, hold: true });
    await page.locator(`${HOST} .first h2`).waitFor();
    const drawn = [await places(page)];
    await page.locator(`${HOST} .first .next .primary`).click();
    await page.locator(`${HOST} [role=status]`).waitFor();
    drawn.push(await page.evaluate((host) => getComputedStyle(document.querySelector(host).shadowRoot.querySelector('.notice p')).direction, HOST));
    come();
    const screener = new Screener(page, 'en');
    await page.locator(`${HOST} div:not(.first) > .frame .back`).waitFor();
    await screener.tell(four, async () => { drawn.push(await places(page)); });
    await page.emulateMedia({ media: 'print' });
    drawn.push(await places(page));
    seen.push(drawn);
    await close(page);
  }
  const [plain, ...others] = seen;
  assert.equal(plain[1], 'ltr');
  assert.ok(plain.length > 8 && plain.flat(2).every((one) => !one.includes(' rtl ')));
  for (const other of others) assert.deepEqual(other, plain);
});
