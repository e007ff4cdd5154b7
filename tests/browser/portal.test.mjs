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

const size = (page) => page.evaluate((host) => parseFloat(getComputedStyle(document.querySelector(host).shadowRoot.querySelector('.frame')).fontSize), HOST);
const becomes = (page, wanted) => page.waitForFunction(([host, wanted]) => {
  const { fontSize } = getComputedStyle(document.querySelector(host).shadowRoot.querySelector('.frame'));
  return Math.abs(parseFloat(fontSize) - wanted) < 0.1;
}, [HOST, wanted], { timeout: 3000 });
/** Until what the page does with its sizes while it opens is over. */
const opened = (page) => page.waitForTimeout(1500);

/** The ways in which portals have the text larger: what they begin with, and what their switch does, by how much. */
const SWITCHES = {
  'per cent at the root': ['html { font-size: 62.5% } html.large { font-size: 93.75% }', (on) => document.documentElement.classList.toggle('large', on)],
  'pixels at the root': ['', (on) => { document.documentElement.style.fontSize = on ? '24px' : ''; }],
  'pixels at the body': ['html { font-size: 10px }', (on) => { document.body.style.fontSize = on ? '15px' : '10px'; }],
  'the root, under a body in pixels': ['html { font-size: 20px } body { font-size: 14px }', (on) => { document.documentElement.style.fontSize = on ? '30px' : ''; }],
};

test("the text grows with the page's, by its switch, and is not smaller where the page's is", async () => {
  for (const [name, [css, press]] of Object.entries(SWITCHES)) {
    const { page, come } = await portal({ css, hold: true });
    await page.locator(`${HOST} .first h2`).waitFor();
    assert.equal(await size(page), 18, name);
    await opened(page);
    await page.evaluate(press, true);
    await becomes(page, 27);
    come();
    await ready(page);
    await becomes(page, 27);
    await page.evaluate(press, false);
    await becomes(page, 18);
    // Hidden meanwhile.
    await page.evaluate((host) => { document.querySelector(host).hidden = true; }, HOST);
    await page.evaluate(press, true);
    await page.evaluate((host) => { document.querySelector(host).hidden = false; }, HOST);
    await becomes(page, 27);
    assert.equal(await page.locator(HOST).getAttribute('style'), null, 'nothing is written on the element of the page');
    assert.deepEqual(page.printed, []);
    await close(page);
  }
});

test("a size that the page sets late, or by the window's width, is its own habit", async () => {
  const { page } = await portal({ css: 'html { font-size: 10vw }' });
  await ready(page);
  await page.evaluate(() => { document.body.style.fontSize = '30px'; });
  await page.waitForTimeout(200);
  assert.equal(await size(page), 18, 'while it opens');
  await opened(page);
  await page.setViewportSize({ width: 740, height: 360 });
  await page.waitForTimeout(200);
  assert.equal(await size(page), 18, 'turned');
  await opened(page);
  await page.evaluate(() => { document.body.style.fontSize = '45px'; });
  await becomes(page, 27);
  await close(page);
});

/** What does not fit into the frame, or into the window. */
const cut = (page) => page.evaluate((host) => {
  const frame = document.querySelector(host).shadowRoot.querySelector('.frame');
  const { right } = frame.getBoundingClientRect();
  const found = [...frame.querySelectorAll('*')].filter((element) => {
    if (element.closest('.unseen, .live') || !element.checkVisibility()) return false;
    return element.getBoundingClientRect().right > right + 1 || (element.matches('button, .choice, .chip, h2, h3, p') && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline');
  }).map((element) => `${element.localName}.${element.className} ${element.textContent.slice(0, 30)}`);
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return over > 0 ? [`${over} px sideways`, ...found] : found;
}, HOST);

for (const [name, double] of [
  ['text', () => { document.documentElement.style.fontSize = '200%'; }],
  ['zoom', () => { document.body.style.zoom = 2; }],
]) {
  for (const lang of ['zh-CN', 'en']) {
    test(`twice as large on a phone nothing is cut: ${name}, ${lang}`, async () => {
      const { page } = await portal({ css: 'body { margin: 0 }', html: `lang="${lang}"` });
      await ready(page);
      const heading = () => page.locator(`${HOST} h2`).evaluate((h2) => parseFloat(getComputedStyle(h2).fontSize) * (h2.currentCSSZoom ?? 1));
      const before = await heading();
      await opened(page);
      await page.evaluate(double);
      await page.waitForTimeout(300);
      assert.ok(Math.abs(await heading() / before - 2) < 0.01, `${await heading()} from ${before}`);
      const screener = new Screener(page, lang);
      let pages = 0;
      await screener.tell(four, async ({ heading }) => {
        pages += 1;
        assert.deepEqual(await cut(page), [], heading);
      });
      assert.ok(pages > 7);
      await close(page);
    });
  }
}

test('without a language of its own the widget follows that of the page, and keeps its answers', async () => {
  const body = `<div id="around">${ELEMENT}</div>`;
  const { page, come } = await portal({ body, hold: true });
  const speak = (lang, path = 'html') => page.evaluate(([path, lang]) => { document.querySelector(path).lang = lang; }, [path, lang]);
  const speaks = (lang) => page.locator(`${HOST} .frame[lang^=${lang}]`).waitFor();
  await page.locator(`${HOST} .first [data-question=disaster] input`).check();
  await speak('en-GB');
  await speaks('en');
  assert.equal(await page.locator(`${HOST} .first [data-question=disaster] input`).isChecked(), true);
  come();
  await ready(page);
  await speaks('en');
  await speak('zh');
  await speaks('zh');
  const screener = new Screener(page);
  await screener.until(four, /家里有哪些人/);
  await screener.frame.locator('.person input[type=text]').first().fill('44');
  await speak('en');
  await speaks('en');
  assert.equal(await screener.frame.locator('.person input[type=text]').first().inputValue(), '44');
  // Neither of ours: what the person reads stays. Nearer to the element another counts.
  await speak('fr');
  await speak('zh-CN', '#around');
  await speaks('zh');
  await speak('en', '#around');
  await speaks('en');
  // Chosen by the person, then something else on the page changes.
  await screener.frame.locator('.language').click();
  await speaks('zh');
  await speak('bo');
  await page.evaluate(() => { document.querySelector('title').lang = 'en'; });
  await page.waitForTimeout(100);
  await speaks('zh');
  // One of its own.
  await page.evaluate((host) => { document.querySelector(host).lang = 'en'; }, HOST);
  await speaks('en');
  await speak('zh', '#around');
  await page.waitForTimeout(100);
  await speaks('en');
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('what is typed into a field is no shortcut of the page', async () => {
  const { page } = await portal({
    body: `<${HOST}></${HOST}>`,
    before: (page) => page.addInitScript(() => {
      globalThis.heard = [];
      for (const kind of ['keydown', 'keypress', 'keyup']) {
        addEventListener(kind, (event) => {
          if (event.target.matches('input, select, textarea')) return;
          heard.push(`${kind} ${event.key}`);
          // A portal's search, opened by a letter.
          if (event.key === 's') event.preventDefault();
        });
      }
    }),
  });
  const heard = () => page.evaluate(() => heard.splice(0));
  await ready(page);
  const screener = new Screener(page);
  await screener.until(four, ({ fields }) => fields.some(({ kind }) => kind === 'place'));
  const line = screener.frame.locator('.search input');
  await heard();
  await line.focus();
  await page.keyboard.type('ss 1/?');
  for (const key of ['ArrowLeft', 'Home', 'End', 'Backspace', 'Control+z', 'Shift+ArrowLeft', 'Control+a']) await page.keyboard.press(key);
  await page.keyboard.type('shx');
  assert.equal(await line.inputValue(), 'shx');
  assert.deepEqual((await heard()).filter((one) => !/ (Control|Shift)$/.test(one)), []);
  // Lists and boxes; what is pressed still does what it does.
  await screener.frame.locator('select').first().focus();
  await page.keyboard.press('s');
  assert.deepEqual(await heard(), []);
  await line.focus();
  for (const key of ['Escape', 'F2', 'Alt+1']) {
    await page.keyboard.press(key);
    assert.ok((await heard()).some((one) => one.endsWith(key.split('+').pop())), key);
  }
  await page.keyboard.press('Tab');
  assert.ok((await heard()).includes('keydown Tab'));
  // A letter on a button writes nothing: as everywhere on the page.
  await screener.frame.locator('.language').focus();
  await page.keyboard.press('s');
  assert.ok((await heard()).includes('keydown s'));
  await line.focus();
  await page.keyboard.press('Enter');
  await page.waitForTimeout(200);
  assert.ok(!(await heard()).includes('keydown Enter'));
  assert.deepEqual(page.printed, []);
  await close(page);
});

/** How translators put their <font> where a text is; Google's two within each other. */
const TRANSLATORS = ['in its place', 'before it, which is then taken out', 'around it'];

/** Before whatever is pressed or typed is heard, every text of the widget is wrapped as a page translator does. */
const translating = (page, way) => page.addInitScript(([host, way]) => {
  Object.assign(globalThis, { wrapped: 0, engines: 0 });
  const wrap = () => {
    const root = document.querySelector(host)?.shadowRoot;
    if (!root) return;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) if (texts.currentNode.data.trim() && texts.currentNode.parentNode.localName !== 'font') found.push(texts.currentNode);
    for (const text of found) {
      wrapped += 1;
      const outer = document.createElement('font');
      const inner = outer.appendChild(document.createElement('font'));
      if (way !== 'around it') inner.append(text.data);
      if (way === 'in its place') text.replaceWith(outer);
      else text.parentNode.insertBefore(outer, text);
      if (way === 'around it') inner.append(text);
      else text.remove();
    }
  };
  for (const kind of ['pointerdown', 'keydown', 'focusin', 'input', 'change']) addEventListener(kind, wrap, true);
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (...given) => {
    engines += 1;
    return instantiate.apply(WebAssembly, given);
  };
}, [HOST, way]);

/** What stands in the frame at every press that leads on, and then on three pages after the results. */
async function journey(way) {
  const { page, come } = await portal({ hold: true, before: async (page) => { if (way) await translating(page, way); } });
  const first = page.locator(`${HOST} .first`);
  const seen = [];
  const see = async () => { seen.push(await page.locator(`${HOST} .frame`).innerText()); };
  await first.locator('[data-question=disaster] input').check();
  await first.locator('[data-question=legal_need] .unsure').click();
  await first.locator('.language').click();
  await see();
  await first.locator('.language').click();
  await first.locator('[data-question=legal_need] input').focus();
  await see();
  come();
  await ready(page);
  const focus = await page.evaluate((host) => document.querySelector(host).shadowRoot.activeElement.closest('[data-question]')?.dataset.question, HOST);
  assert.equal(focus, 'legal_need');
  const screener = new Screener(page);
  const go = screener.goOn.bind(screener);
  screener.goOn = async () => {
    await see();
    // Other words on the same page, there and back.
    for (const lang of ['en', 'zh']) {
      await screener.frame.locator('.language').click();
      await page.locator(`${HOST} .frame[lang^=${lang}]`).waitFor();
      await see();
    }
    const lines = screener.frame.locator('.person input[type=text], .typed input[type=text]');
    if (await lines.count()) {
      const text = await lines.first().inputValue();
      await lines.first().fill('x');
      await screener.frame.locator('.next .primary').click();
      await screener.frame.locator('.problem').first().waitFor();
      await see();
      await lines.first().fill(text);
      await screener.frame.locator('.problem').first().waitFor({ state: 'detached' });
      await see();
    }
    await go();
  };
  await screener.tell(four, see);
  const results = await screener.results();
  await screener.programme(Object.values(results).flat()[0].name);
  await see();
  await screener.press('button.back');
  await screener.press('button.answers');
  await see();
  if (way) {
    assert.ok(await page.evaluate(() => wrapped) > 500, 'texts are wrapped');
    assert.equal(await page.evaluate(() => engines), 1, 'one engine goes through');
  }
  assert.deepEqual(page.printed, []);
  await close(page);
  return { seen, results };
}

test('a page translator leaves it working, with the right texts on every page', async () => {
  const plain = await journey();
  assert.ok(plain.seen.length > 40, `${plain.seen.length} pictures`);
  assert.ok(Object.values(plain.results).flat().length > 10);
  for (const way of TRANSLATORS) {
    const { seen, results } = await journey(way);
    seen.forEach((text, at) => assert.equal(text, plain.seen[at], `${way}, ${at}`));
    assert.deepEqual(results.likely.map(({ name }) => name), plain.results.likely.map(({ name }) => name), way);
    assert.equal(seen.length, plain.seen.length);
  }
});
