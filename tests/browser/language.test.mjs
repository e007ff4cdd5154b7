// The texts in English come in a file of their own: for whom, when, and what becomes of the page where they do not come.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { elder } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, ready } from './support.mjs';

const TEXTS = '**/cn.en.texts';
let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const frame = (page) => page.locator(`${HOST} div:not(.first) > .frame`);
const language = async (page) => frame(page).getAttribute('lang');
const press = (page) => frame(page).locator('button.language').click();
const notice = (page) => page.locator(`${HOST} .notice`);

/** A page that holds the texts back until `come` is called: with `false` they fail. */
async function held(html = (text) => text) {
  let come;
  const coming = new Promise((resolve) => { come = resolve; });
  const asked = [];
  const page = await open(browser, '/index.html', {
    width: 360, height: 740,
    before: async (page) => {
      await page.route(TEXTS, async (route) => {
        asked.push(route);
        if (await coming) await route.continue();
        else await route.fulfill({ status: 503, body: '' });
      });
      await page.route('**/index.html', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: html(await response.text()) });
      });
    },
  });
  return { page, come, asked };
}

test('they are fetched once, before anything is answered, and a press shows them without a request', async () => {
  const asked = [];
  const page = await open(browser, '/index.html', { before: (page) => page.on('request', (one) => asked.push(one.url())) });
  await ready(page);
  assert.equal(asked.filter((url) => url.endsWith('/cn.en.texts')).length, 1);
  const before = asked.length;
  await press(page);
  await frame(page).locator('h2:text-matches("[a-z]")').waitFor();
  assert.equal(await language(page), 'en');
  await press(page);
  await frame(page).locator('h2:text-matches("[一-龥]")').waitFor();
  assert.equal(asked.length, before);
  await close(page);
});

test('a press before they are there is kept, and shows them when they come, with what was answered', async () => {
  const { page, come, asked } = await held();
  await frame(page).locator('h2').waitFor();
  const screener = new Screener(page);
  await screener.skip();
  const heading = await frame(page).locator('h2').innerText();
  await press(page);
  assert.equal(await language(page), 'zh-CN');
  come(true);
  await frame(page).locator('h2:text-matches("[a-z]")').waitFor();
  assert.notEqual(await frame(page).locator('h2').innerText(), heading);
  assert.ok(await notice(page).isHidden());
  assert.equal(asked.length, 1);
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('where they do not come the page says so and goes on in Chinese; another press fetches them again', async () => {
  const { page, come } = await held();
  await frame(page).locator('h2').waitFor();
  const screener = new Screener(page);
  await screener.tell(elder);
  const heading = await frame(page).locator('h2').innerText();
  come(false);
  await press(page);
  await notice(page).waitFor();
  assert.match(await notice(page).innerText(), /没有取到文件 cn\.en\.texts/);
  assert.equal(await frame(page).locator('h2').innerText(), heading);
  await page.unroute(TEXTS);
  await press(page);
  await frame(page).locator('h2:text-matches("[a-z]")').waitFor();
  assert.ok(await notice(page).isHidden());
  assert.equal(await language(page), 'en');
  await close(page);
});

test('a page in English waits for them, and says in English where they do not come', async () => {
  const english = (text) => text.replaceAll('lang="zh-CN"', 'lang="en"');
  const { page, come } = await held(english);
  await page.locator(`${HOST} .first h2:text-matches("[a-z]")`).waitFor();
  come(false);
  await notice(page).locator('button').waitFor();
  assert.match(await notice(page).innerText(), /The file cn\.en\.texts did not arrive/);
  await page.unroute(TEXTS);
  await notice(page).locator('button').click();
  await frame(page).locator('h2:text-matches("[a-z]")').waitFor();
  assert.equal(await language(page), 'en');
  assert.ok(await notice(page).isHidden());
  await close(page);
});
