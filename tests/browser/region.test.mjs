// Where the family lives: by a part of the name, or from lists; nobody else is asked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, ready, served, servedSince } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** The question where the family lives, on a page whose host set no place. */
async function where(path, language) {
  const page = await open(browser, path, {
    width: 360,
    height: 740,
    before: (page) => page.route(`**${path}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace(/ region="\d+"/, '') });
    }),
  });
  await ready(page);
  const mark = await served();
  const screener = new Screener(page, language);
  await screener.goOn();
  const place = screener.frame.locator('[id^=field]', { has: page.locator('.search') });
  const search = place.locator('.search input');
  const offers = place.locator('button[name^=place-]');
  const lists = place.locator('select');
  /** Types, and waits until the words below tell what was found. */
  const type = async (text, found) => {
    await search.fill('');
    await search.pressSequentially(text);
    await place.getByRole('status').filter({ hasText: found }).waitFor();
    return offers.allTextContents();
  };
  const chosen = () => lists.evaluateAll((all) => all.map((list) => list.selectedOptions[0].textContent));
  return { page, mark, screener, place, search, offers, type, chosen };
}

const focused = (page) => page.evaluate((host) => document.querySelector(host).shadowRoot.activeElement?.localName, HOST);

for (const [path, language, typed, offered, lists, answer] of [
  ['/index.html', 'zh-CN', '泗洪', '江苏省宿迁市泗洪县', ['江苏省', '宿迁市', '泗洪县'], '江苏省宿迁市泗洪县'],
  ['/en.html', 'en', 'sihong', 'Sihong County, Suqian, Jiangsu', ['Jiangsu', 'Suqian', 'Sihong County'], 'Sihong County, Suqian, Jiangsu'],
]) {
  test(`part of a name offers places, a press takes one, and nobody else is asked (${language})`, async () => {
    const { page, mark, screener, place, search, offers, type, chosen } = await where(path, language);
    const found = await type(typed, /\d/);
    assert.ok(found.includes(offered), found.join(' | '));
    assert.deepEqual(await search.getAttribute('aria-describedby'), await place.getByRole('status').getAttribute('id'));
    await offers.filter({ hasText: offered }).first().click();
    await offers.first().waitFor({ state: 'detached' });
    assert.deepEqual(await chosen(), lists);
    assert.equal(await search.inputValue(), '', 'the search is done');
    assert.ok(await focused(page), 'the press is gone, the focus is not');
    await screener.choose('area', screener.texts['option.area.urban.title']);
    await screener.goOn();
    await screener.press('button.answers');
    assert.equal(await screener.answerTo(screener.own('place.answer')), answer);
    assert.deepEqual(await servedSince(mark), []);
    assert.deepEqual(page.printed, []);
    await close(page);
  });
}

test('what is not found is said, and the lists stay', async () => {
  const { page, screener, search, type, chosen } = await where('/en.html', 'en');
  assert.deepEqual(await type('xqxqxqxq', screener.own('place.none')), []);
  assert.equal(await focused(page), 'input');
  assert.deepEqual(await chosen(), [screener.own('place.pick')]);
  await search.fill('');
  // Nothing chosen is refused; a place that is not listed is none.
  await screener.choose('area', 'Countryside');
  await screener.frame.locator('button.primary').click();
  await screener.frame.locator('.problem').waitFor();
  assert.equal(await screener.frame.locator('.problem').textContent(), `${screener.own('error.title')} ${screener.own('error.place')}`);
  await page.waitForFunction((host) => document.querySelector(host).shadowRoot.activeElement?.localName === 'select', HOST);
  await screener.frame.locator('.search ~ .choices select').first().selectOption({ label: screener.own('place.unsure') });
  await screener.goOn();
  await screener.press('button.answers');
  assert.equal(await screener.answerTo(screener.own('place.answer')), screener.own('place.unknown'));
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('another place found later replaces the one in the lists', async () => {
  const { page, offers, type, chosen } = await where('/en.html', 'en');
  for (const [typed, lists] of [['sihong', ['Jiangsu', 'Suqian', 'Sihong County']], ['pudong', ['Shanghai', 'Pudong']]]) {
    await type(typed, /found/);
    await offers.first().click();
    await offers.first().waitFor({ state: 'detached' });
    assert.deepEqual(await chosen(), lists);
  }
  await close(page);
});
