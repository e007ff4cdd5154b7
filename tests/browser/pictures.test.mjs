// Pictures for people to look at, in target/screenshots.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alone, four } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, picture, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

for (const width of [360, 768, 1280]) {
  for (const scheme of ['light', 'dark']) {
    test(`pictures at ${width} px, ${scheme}`, async () => {
      const [path, language] = scheme === 'light' ? ['/index.html', 'zh-CN'] : ['/en.html', 'en'];
      const page = await open(browser, path, { width, height: width === 360 ? 740 : 900, scheme });
      await ready(page);
      const name = (what) => `${what}-${width}-${scheme}`;
      await picture(page, name('first'), { fullPage: true });
      const screener = new Screener(page, language);
      let asked = 0;
      await screener.tell(alone, async ({ fields }) => {
        asked += fields[0]?.lines.length ? 1 : 0;
        if (asked === 2) {
          asked += 1;
          await picture(page, name('question'));
        }
      });
      assert.ok(asked > 2, 'a question with a number');
      await picture(page, name('results'));
      await picture(page, name('results-whole'), { fullPage: true });
      await close(page);
    });
  }
}

test('a picture of each kind of page', async () => {
  const page = await open(browser, '/index.html', { width: 360, height: 740 });
  await ready(page);
  const screener = new Screener(page);
  const taken = new Set();
  await screener.tell(four, async ({ heading, fields }) => {
    const kind = fields.map((field) => (
      `${field.choices.some((choice) => choice.rest) ? 'ticks' : 'choices'}${field.lines.length}${field.selects.length}`
    )).join('-') || heading;
    if (!taken.has(kind)) await picture(page, `page-${taken.add(kind).size}`, { fullPage: true });
  });
  await page.evaluate((host) => {
    for (const details of document.querySelector(host).shadowRoot.querySelectorAll('details')) details.open = true;
  }, HOST);
  await picture(page, 'page-results-open', { fullPage: true });
  for (const key of ['button.answers', 'button.restart']) {
    await screener.press(key);
    await picture(page, `page-${key}`, { fullPage: true });
  }
  assert.ok(taken.size > 4);
  await close(page);
});

test('pictures of two screeners under hostile styles', async () => {
  const page = await open(browser, '/two.html');
  await ready(page, '#first');
  await ready(page, '#second');
  await picture(page, 'two-1280-light', { fullPage: true });
  await close(page);
});

test('the picture of the first results', async () => {
  const page = await open(browser, '/en.html', { width: 1280, height: 1100 });
  await ready(page);
  const screener = new Screener(page, 'en');
  await screener.tell(alone);
  await page.locator(HOST).evaluate((host) => host.scrollIntoView());
  await picture(page, 'readme');
  await close(page);
});
