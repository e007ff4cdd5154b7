// The element on other people's pages: beside another, under hostile styles, moved about, or without its files.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alone } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function two(options) {
  const page = await open(browser, '/two.html', options);
  await ready(page, '#first');
  await ready(page, '#second');
  return { page, first: new Screener(page, 'zh-CN', '#first'), second: new Screener(page, 'en', '#second') };
}

test('two screeners on a page each keep their own answers, place and language', async () => {
  const { page, first, second } = await two();
  const untouched = await second.look();
  await first.tick('sudden_event');
  await first.goOn();
  assert.deepEqual(await second.look(), untouched);
  await second.tell(alone);
  assert.equal((await first.look()).lang, 'zh-CN');
  for (const screener of [first, second]) await screener.press('button.answers');
  assert.equal(await first.answerTo(first.own('place.answer')), '上海市浦东新区');
  assert.equal(await first.row(first.texts['box.has_disability.title']).count(), 0, 'nobody told this one');
  assert.match(await second.answerTo(second.own('place.answer')), /^Sihong County/);
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('styles that reset everything do not reach the inside', async () => {
  const { page } = await two({ width: 1280 });
  const measure = (path, selector) => page.evaluate(([path, selector]) => {
    const host = document.querySelector(path);
    const style = (element) => {
      const { fontSize, display, color, fontWeight, lineHeight, cursor } = getComputedStyle(element);
      return { fontSize, display, color, fontWeight, lineHeight, cursor };
    };
    return {
      widths: [host.parentElement.clientWidth, host.shadowRoot.querySelector('.frame').offsetWidth],
      parts: ['h2', '.frame', 'label.choice', 'button.primary', 'input[type=checkbox]'].map((part) => style(host.shadowRoot.querySelector(part))),
    };
  }, [path, selector]);
  const hostile = await measure('#second');
  assert.equal(hostile.widths[1], hostile.widths[0]);
  await page.goto(new URL('/en.html', page.url()).href);
  await ready(page);
  const friendly = await measure(HOST);
  assert.deepEqual(hostile.parts, friendly.parts);
  assert.ok(parseFloat(friendly.parts[1].fontSize) >= 16);
  await close(page);
});

test('an element taken out and put back keeps its answers and goes on', async () => {
  const page = await open(browser, '/index.html');
  await ready(page);
  const screener = new Screener(page, 'zh-CN');
  await screener.tick('sudden_event');
  await screener.goOn();
  const before = await screener.look();
  await page.evaluate((host) => {
    globalThis.taken = document.querySelector(host);
    globalThis.from = taken.parentNode;
    taken.remove();
  }, HOST);
  await page.evaluate(() => globalThis.from.append(globalThis.taken));
  assert.deepEqual(await screener.look(), before);
  await screener.tellNothing();
  assert.equal(await screener.verdict('temporary_emergency'), 'urgent');
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('an element made by a script works, and so does the next after it is gone', async () => {
  const page = await open(browser, '/index.html');
  await ready(page);
  for (const region of ['310115', '110105']) {
    await page.evaluate(([host, region]) => {
      const old = document.querySelector(host);
      const next = document.createElement(host);
      next.setAttribute('region', region);
      next.lang = 'en';
      old.replaceWith(next);
    }, [HOST, region]);
    await ready(page);
    const screener = new Screener(page, 'en');
    await screener.goOn();
    await screener.press('button.answers');
    assert.match(await screener.answerTo(screener.own('place.answer')), region === '310115' ? /Shanghai/ : /Beijing/);
  }
  assert.deepEqual(page.printed, []);
  await close(page);
});

test("without the wasm the page's own text is shown, and words say why", async () => {
  const page = await open(browser, '/index.html', {
    before: (page) => page.route('**/yingbao.wasm', (route) => route.abort()),
  });
  const notice = page.locator(`${HOST} .notice`);
  await notice.locator('button').waitFor();
  assert.match(await notice.innerText(), /自测工具没有打开。\s+没有取到文件 yingbao\.wasm/);
  assert.equal(await notice.getAttribute('role'), 'alert');
  const light = page.getByRole('heading', { name: '不用自测，也可以直接问、直接申请' });
  assert.ok(await light.isVisible());
  // The first page stands there, without an app behind it.
  assert.equal(await page.locator(`${HOST} .first .frame`).count(), 1);
  assert.equal(await page.locator(`${HOST} .frame`).count(), 1);
  await close(page);
});

test("without scripts the page's own text is shown", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${process.env.YINGBAO_URL}/en.html`);
  assert.ok(await page.getByRole('heading', { name: 'You can also ask or apply directly' }).isVisible());
  await context.close();
});
