// Every page on the way, looked over by axe inside the open shadow root, and kept within a small screen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alone, enough, four } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, flaws, launch, open, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

// What is wrong with the page shown: flaws that axe finds, and what sticks out of the screen.
async function wrong(page, within) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [...await flaws(page, within), ...(wide > 0 ? [`${wide} px too wide`] : [])];
}

for (const [path, language, scheme, width] of [
  ['/en.html', 'en', 'light', 360],
  ['/index.html', 'zh-CN', 'dark', 360],
  ['/index.html', 'zh-CN', 'light', 1280],
]) {
  test(`no page on the way has a flaw: ${language}, ${scheme}, ${width} px`, async () => {
    const page = await open(browser, path, { scheme, width, height: 740 });
    await ready(page);
    const screener = new Screener(page, language);
    const found = {};
    let looked = 0;
    const look = async ({ heading }) => {
      looked += 1;
      const here = await wrong(page);
      if (here.length) found[heading] = here;
    };
    const { headings } = await screener.tell(width === 360 ? four : alone, look);
    assert.equal(looked, headings.length + 1);
    assert.deepEqual(found, {});
    // The whole page of the portal around it, too, and the reasons laid open.
    await page.evaluate((host) => {
      for (const details of document.querySelector(host).shadowRoot.querySelectorAll('details')) details.open = true;
    }, HOST);
    assert.deepEqual(await wrong(page, 'body'), []);
    for (const key of ['button.answers', 'button.restart']) {
      await screener.press(key);
      assert.deepEqual(await wrong(page), [], key);
    }
    await close(page);
  });
}

for (const scheme of ['light', 'dark']) {
  test(`mistakes and numbers half told have no flaw: ${scheme}`, async () => {
    const page = await open(browser, '/en.html', { scheme, width: 360 });
    await ready(page);
    const screener = new Screener(page, 'en');
    await screener.goOn();
    await screener.frame.locator('button.primary').click();
    await screener.frame.locator('.problem').waitFor();
    assert.deepEqual(await wrong(page), []);
    const save = screener.frame.locator('button.primary');
    const mistake = async (field, what) => {
      await save.click();
      await screener.field(field).locator('.problem').waitFor();
      assert.deepEqual(await wrong(page), [], what);
    };
    await screener.until(enough, ({ fields }) => fields.some(({ kind }) => kind === 'person'));
    for (const how of ['how.about_age', 'how.date']) {
      await screener.otherWays(0);
      await screener.choose(0, screener.own(how));
      await mistake(0, how);
    }
    await screener.asked(enough, 'has_disability');
    await screener.tick('has_disability');
    await mistake('has_disability', 'nobody is ticked');
    await screener.asked(enough, 'wage');
    await screener.type('wage', 'Wage', 'a lot');
    await screener.otherWays('pension');
    await screener.choose('pension', screener.own('how.about'));
    await mistake('wage', 'sums');
    await close(page);
  });
}

test('two screeners under hostile styles have no flaw', async () => {
  for (const scheme of ['light', 'dark']) {
    const page = await open(browser, '/two.html', { scheme, width: 360 });
    await ready(page, '#first');
    await ready(page, '#second');
    assert.deepEqual([...await flaws(page, '#first'), ...await flaws(page, '#second')], []);
    await close(page);
  }
});

test('what is said when the screener does not open has no flaw', async () => {
  for (const scheme of ['light', 'dark']) {
    const page = await open(browser, '/index.html', {
      scheme, width: 360, before: (page) => page.route('**/yingbao.wasm', (route) => route.abort()),
    });
    await page.locator(`${HOST} .notice button`).waitFor();
    assert.deepEqual(await wrong(page, 'body'), []);
    await close(page);
  }
});

test('axe sees a flaw inside the shadow root', async () => {
  const page = await open(browser, '/en.html');
  await ready(page);
  await page.evaluate((host) => {
    const frame = document.querySelector(host).shadowRoot.querySelector('.frame');
    frame.append(document.createElement('button'));
  }, HOST);
  assert.match((await flaws(page)).join('\n'), /button-name/);
  await close(page);
});
