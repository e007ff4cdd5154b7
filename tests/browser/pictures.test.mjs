// Pictures for people to look at, in target/screenshots: every page at three widths, in both modes; and the sheet of paper.
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
    test(`every page at ${width} px, ${scheme}`, async () => {
      const [path, language] = scheme === 'light' ? ['/index.html', 'zh-CN'] : ['/en.html', 'en'];
      const page = await open(browser, path, { width, height: width === 360 ? 740 : 900, scheme });
      await ready(page);
      const screener = new Screener(page, language);
      let taken = 0;
      const take = async () => {
        taken += 1;
        await picture(page, `${width}-${scheme}-${String(taken).padStart(2, '0')}`, { fullPage: true });
        // What stands beside the window can only be reached by a bar below it.
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(beyond <= 0, `page ${taken} is ${beyond} px too wide`);
      };
      await screener.tell(four, take);
      const [care] = (await screener.results()).likely;
      await screener.programme(care.name);
      await take();
      await screener.press('button.answers');
      await take();
      await screener.press('button.restart');
      await take();
      assert.ok(taken > 10);
      await close(page);
    });
  }
}

test('the sheet to take along is one page of paper', async () => {
  const page = await open(browser, '/index.html', { width: 360, height: 740 });
  await ready(page);
  const screener = new Screener(page);
  await screener.tell(four);
  const pdf = await page.pdf({ format: 'A4' });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g);
  assert.equal(pages.length, 1);
  await page.emulateMedia({ media: 'print' });
  await picture(page, 'paper', { fullPage: true });
  const sheet = await page.locator(`${HOST} .paper`).innerText();
  for (const said of ['泗洪县', '您的父亲或母亲', '重度残疾人护理补贴', '12345', '这是自测参考，不是审核决定。']) {
    assert.ok(sheet.includes(said), `${said} is not on the sheet`);
  }
  assert.equal(await page.locator(`${HOST} .group`).first().isVisible(), false, 'nothing else is printed');
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
