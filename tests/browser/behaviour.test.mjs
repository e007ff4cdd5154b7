// Going back, changing answers and languages, starting again, mistakes, and the keyboard.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alone, four } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function start(path = '/en.html', language = 'en', options = {}) {
  const page = await open(browser, path, options);
  await ready(page);
  return { page, screener: new Screener(page, language) };
}

const SUDDEN = 'Sudden emergency';
const on = (page, text) => page.fields[0].choices.find((choice) => choice.text === text).on;

test('back shows the answer as it was left', async () => {
  const { page, screener } = await start();
  await screener.choose(0, SUDDEN);
  await screener.goOn();
  await screener.press('button.back');
  assert.ok(on(await screener.look(), SUDDEN));
  await screener.choose(0, SUDDEN, false);
  await screener.goOn();
  await screener.press('button.back');
  assert.ok(!on(await screener.look(), SUDDEN));
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('an answer changed in the list changes the result', async () => {
  const { page, screener } = await start();
  await screener.tell(alone);
  const emergency = ({ title }) => title === 'Temporary aid, emergency';
  assert.ok((await screener.results()).likely.some(emergency));
  await screener.press('button.answers');
  await screener.turn(() => screener.frame.getByRole('button', { name: `Change: ${SUDDEN}` }).click());
  const change = await screener.look();
  assert.ok(on(change, SUDDEN));
  await screener.choose(0, SUDDEN, false);
  await screener.press('button.save');
  assert.equal((await screener.look()).heading, screener.own('answers.title'));
  const row = screener.frame.locator('.row', { hasText: SUDDEN });
  assert.equal(await row.locator('dd').first().textContent(), 'No');
  await screener.press('button.results');
  const { likely, unlikely } = await screener.results();
  assert.ok(!likely.some(emergency));
  assert.ok(unlikely.some(emergency));
  await close(page);
});

test('a change in the middle goes on where it was', async () => {
  const { page, screener } = await start();
  await screener.until(four, /^Wage|take-home pay/);
  const asking = (await screener.look()).heading;
  await screener.press('button.answers');
  await screener.turn(() => screener.frame.getByRole('button', { name: `Change: ${SUDDEN}` }).click());
  await screener.choose(0, SUDDEN);
  await screener.press('button.save');
  await screener.press('button.continue_questions');
  assert.equal((await screener.look()).heading, asking);
  await close(page);
});

test('another language midway keeps every answer, and what is being typed', async () => {
  const { page, screener } = await start();
  await screener.until(alone, /pension\?$/);
  await screener.choose(0, 'I know the exact number');
  await screener.type(0, 'Amount', '321.09');
  await screener.button('中文').click();
  await page.locator(`${HOST} .frame[lang=zh-CN]`).waitFor();
  const chinese = await screener.look();
  assert.match(chinese.heading, /^您：/);
  assert.equal(chinese.fields[0].lines[0].value, '321.09');
  screener.language = 'zh-CN';
  await screener.goOn();
  await screener.press('button.answers');
  assert.match((await screener.look()).text, /每月\s*321\.09 元/);
  // The host page may change it too.
  await page.evaluate((host) => {
    const element = document.querySelector(host);
    element.lang = 'zh-CN';
    element.lang = 'en';
  }, HOST);
  await page.locator(`${HOST} .frame[lang=en]`).waitFor();
  const english = await screener.look();
  assert.match(english.text, /321\.09 yuan a month/);
  assert.match(english.text, /Sudden emergency\s+Yes/);
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('start again asks first, and then clears everything', async () => {
  const { page, screener } = await start();
  const first = await screener.look();
  await screener.tell(alone);
  await screener.press('button.restart');
  await screener.press('button.restart_no');
  assert.equal((await screener.look()).heading, screener.own('results.title'));
  await screener.press('button.restart');
  await screener.press('button.restart_yes');
  const again = await screener.look();
  assert.deepEqual({ ...again, text: '' }, { ...first, text: '' });
  await screener.press('button.answers');
  assert.doesNotMatch((await screener.look()).text, /72|230|Sudden/);
  await screener.press('button.results');
  assert.deepEqual((await screener.results()).likely, []);
  await close(page);
});

test('events tell the host page no answer, and nothing is kept in the browser', async () => {
  const { page, screener } = await start('/en.html', 'en', {
    before: (page) => page.addInitScript(() => {
      globalThis.heard = [];
      for (const name of ['ready', 'step', 'result', 'error']) {
        addEventListener(`yingbao-${name}`, ({ type, detail }) => heard.push([type, detail]));
      }
    }),
  });
  await screener.tell(alone);
  const heard = await page.evaluate(() => globalThis.heard);
  assert.deepEqual(heard[0], ['yingbao-ready', null]);
  assert.deepEqual(heard.at(-1), ['yingbao-result', null]);
  const sections = ['urgent', 'place', 'people', 'health', 'money', 'property', 'received', null];
  for (const [type, detail] of heard.slice(1, -1)) {
    assert.equal(type, 'yingbao-step');
    assert.deepEqual(Object.keys(detail), ['section']);
    assert.ok(sections.includes(detail.section), detail.section);
  }
  assert.deepEqual(await page.evaluate(async () => [
    localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, location.search, location.hash,
  ]), [0, 0, '', 0, '', '']);
  assert.deepEqual(await page.context().cookies(), []);
  await close(page);
});

test('the host page may set another place midway', async () => {
  const { page, screener } = await start();
  await screener.tell(alone);
  assert.match((await screener.look()).text, /Sihong County/);
  const tekun = ({ likely, possible }) => [...likely, ...possible].find(({ title }) => /tekun/.test(title)).amount;
  const before = tekun(await screener.results());
  await page.evaluate((host) => document.querySelector(host).setAttribute('region', '310115'), HOST);
  await page.locator(`${HOST} .frame`, { hasText: 'Shanghai' }).waitFor();
  assert.notEqual(tekun(await screener.results()), before);
  await close(page);
});

test('without a region the place is asked, from the province down', async () => {
  const { page, screener } = await start('/en.html', 'en', {
    before: (page) => page.route('**/en.html', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('region="321324"', '') });
    }),
  });
  const { headings } = await screener.tell(alone);
  assert.ok(headings.includes('Where do you live?'), headings.join(' | '));
  assert.match((await screener.look()).text, /Sihong County, Suqian, Jiangsu/);
  await close(page);
});

test('a mistake is said in words at its field, which has the focus', async () => {
  const { page, screener } = await start();
  await screener.until(alone, /pension\?$/);
  const save = screener.frame.locator('button.primary');
  const problem = screener.frame.locator('.problem');
  const input = screener.frame.locator('input[type=text]');
  await screener.choose(0, 'I know the exact number');
  for (const [typed, words] of [
    ['', 'Enter a number. If you are not sure, choose “I don’t know”.'],
    ['a lot', 'Only a number goes here, for example 1200 or 1200.50.'],
    ['-5', 'It cannot be below 0.'],
    ['1.234', 'At most two decimal places.'],
    ['9999999999999999', 'This number is too large. Please check it.'],
  ]) {
    await input.fill(typed);
    await save.click();
    await problem.waitFor();
    assert.equal(await problem.textContent(), `Please look at this first ${words}`);
    assert.equal(await input.getAttribute('aria-invalid'), 'true');
    assert.ok((await input.getAttribute('aria-describedby')).split(' ').includes(await problem.getAttribute('id')));
    await page.waitForFunction((host) => document.querySelector(host).shadowRoot.activeElement?.matches('input[type=text]'), HOST);
    await input.fill('1');
    await problem.waitFor({ state: 'detached' });
  }
  await screener.choose(0, 'I only know roughly');
  await screener.type(0, 'From', '300');
  await screener.type(0, 'To', '200');
  await save.click();
  await problem.waitFor();
  assert.match(await problem.textContent(), /“From” cannot be more than “to”\./);
  await screener.type(0, 'To', '400');
  await screener.goOn();
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('a question without an answer is not passed over', async () => {
  const { page, screener } = await start();
  await screener.goOn();
  const { heading } = await screener.look();
  await screener.frame.locator('button.primary').click();
  const problem = screener.frame.locator('.problem');
  await problem.waitFor();
  assert.match(await problem.textContent(), /Choose one\. If you are not sure, choose “I don’t know”\./);
  assert.equal((await screener.look()).heading, heading);
  await page.waitForFunction((host) => document.querySelector(host).shadowRoot.activeElement?.matches('.wrong input'), HOST);
  await close(page);
});

test('nobody is passed over: what holds for the others must be said', async () => {
  const { page, screener } = await start();
  await screener.until(four, /who in the family\?$/);
  const { heading, fields } = await screener.look();
  assert.ok(fields[0].choices.every((choice) => !choice.on), 'nothing is chosen beforehand');
  await screener.frame.locator('button.primary').click();
  const problem = screener.frame.locator('.problem');
  await problem.waitFor();
  assert.match(await problem.textContent(), /Choose what holds for those you did not tick\./);
  assert.equal((await screener.look()).heading, heading);
  await screener.choose(0, screener.own('whom.rest_no'));
  await screener.goOn();
  await close(page);
});

// What has the focus inside the element.
const focused = (page) => page.evaluate((host) => {
  const element = document.querySelector(host).shadowRoot.activeElement;
  if (!element) return '';
  const label = element.labels?.[0]?.innerText.split('\n')[0];
  return `${element.localName}: ${label ?? element.textContent}`;
}, HOST);

async function tabTo(page, what) {
  const passed = [];
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    passed.push(at);
    if (at === what) {
      const outlined = await page.evaluate((host) => {
        const style = getComputedStyle(document.querySelector(host).shadowRoot.activeElement);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
      }, HOST);
      assert.ok(outlined, `the focus on "${what}" is not seen`);
      return;
    }
  }
  assert.fail(`"${what}" is not reached by Tab: ${passed.join(', ')}`);
}

test('the keyboard alone is enough', async () => {
  const { page } = await start();
  const press = (key) => page.keyboard.press(key);
  const heading = async (text) => {
    await page.waitForFunction(([host, text]) => {
      const element = document.querySelector(host).shadowRoot.activeElement;
      return element?.localName === 'h2' && element.textContent === text;
    }, [HOST, text]);
  };
  await tabTo(page, `input: ${SUDDEN}`);
  await press('Space');
  await tabTo(page, 'button: Continue');
  await press('Enter');
  await heading('Urgent help first');
  await tabTo(page, 'button: Continue');
  await press('Enter');
  await heading('Is your home in a town or in the countryside?');
  await tabTo(page, 'input: Town or city');
  await press('ArrowDown');
  assert.equal(await focused(page), 'input: Countryside');
  await press('ArrowUp');
  await tabTo(page, 'button: Continue');
  await press('Enter');
  await heading('Your date of birth or age');
  await tabTo(page, 'input: Age in years');
  await page.keyboard.type('72');
  // Enter in a line goes on.
  await press('Enter');
  await heading('Family members who live with you');
  await tabTo(page, 'button: Add a family member');
  await press('Enter');
  await heading('Add a family member');
  await tabTo(page, 'input: Husband or wife');
  await press('Space');
  await tabTo(page, 'input: Age in years');
  await page.keyboard.type('70');
  await press('Enter');
  await heading('Family members who live with you');
  await tabTo(page, 'button: Remove');
  await press('Enter');
  await page.locator(`${HOST} .frame`, { hasText: '1 so far' }).waitFor();
  assert.match(await focused(page), /^h2: /);
  await tabTo(page, 'button: Everyone is listed, continue');
  await press('Enter');
  await page.waitForFunction((host) => {
    const element = document.querySelector(host).shadowRoot.activeElement;
    return element?.localName === 'h2' && element.textContent.startsWith('You: ');
  }, HOST);
  assert.deepEqual(page.printed, []);
  await close(page);
});
