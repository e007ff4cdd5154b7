// Going back, changing answers and languages, starting again, mistakes, and the keyboard.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alone, enough, four } from './families.mjs';
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

/** What the rows of the list of answers are called. */
const SUDDEN = 'An emergency, and the family cannot get by now';

/** The demonstration page, with no place set by its host. */
const nowhere = (page) => page.route('**/en.html', async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: (await response.text()).replace(/ region="\d+"/, '') });
});

test('back shows the answer as it was left', async () => {
  const { page, screener } = await start();
  const need = screener.texts['need.health.title'];
  await screener.choose(0, need);
  await screener.tick('sudden_event');
  await screener.goOn();
  await screener.press('button.back');
  const [needs] = (await screener.look()).fields;
  assert.deepEqual(needs.choices.filter(({ on }) => on).map(({ text }) => text), [need]);
  assert.ok(await screener.ticked('sudden_event'));
  await screener.tick('sudden_event', false);
  await screener.goOn();
  await screener.press('button.back');
  assert.ok(!await screener.ticked('sudden_event'));
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('an answer changed in the list changes the result', async () => {
  const { page, screener } = await start();
  await screener.tell(alone);
  assert.equal(await screener.verdict('temporary_emergency'), 'urgent');
  await screener.press('button.answers');
  await screener.change(SUDDEN);
  assert.ok(await screener.ticked('sudden_event'));
  await screener.tick('sudden_event', false);
  await screener.press('button.save');
  assert.equal((await screener.look()).heading, screener.own('answers.title'));
  assert.equal(await screener.answerTo(SUDDEN), 'No');
  await screener.press('button.results');
  assert.equal(await screener.verdict('temporary_emergency'), 'unlikely');
  await close(page);
});

test('a change in the middle goes on where it was', async () => {
  const { page, screener } = await start();
  await screener.asked(four, 'income_total');
  const asking = (await screener.look()).heading;
  await screener.press('button.answers');
  await screener.change(SUDDEN);
  await screener.tick('sudden_event');
  await screener.press('button.save');
  await screener.press('button.continue_questions');
  assert.equal((await screener.look()).heading, asking);
  await close(page);
});

test('another language midway keeps every answer, and what is being typed', async () => {
  const { page, screener } = await start();
  await screener.asked(enough, 'wage');
  await screener.type('wage', 'Wage', '321.09');
  await screener.otherWays('pension');
  await screener.choose('pension', screener.own('how.about'));
  await screener.type('pension', screener.own('field.from'), '7');
  await screener.button('中文').click();
  await page.locator(`${HOST} .frame[lang=zh-CN]`).waitFor();
  screener.language = 'zh-CN';
  const { heading, fields } = await screener.look();
  assert.match(heading, /您/);
  const lines = (question) => fields.find((field) => field.question === question).lines.map(({ value }) => value);
  assert.deepEqual([lines('wage'), lines('pension')], [['321.09'], ['7', '']]);
  await screener.goOn();
  await screener.press('button.answers');
  assert.equal(await screener.answerTo('工资：您'), '每月 321.09 元');
  // The host page may change it too.
  await page.evaluate((host) => {
    const element = document.querySelector(host);
    element.lang = 'zh-CN';
    element.lang = 'en';
  }, HOST);
  await page.locator(`${HOST} .frame[lang=en]`).waitFor();
  const english = await screener.look();
  assert.match(english.text, /Wage: you\s+321\.09 yuan a month/);
  assert.match(english.text, /Pension: you\s+at least 7 yuan a month/);
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('start again asks first, and then clears everything', async () => {
  const { page, screener } = await start();
  const first = await screener.look();
  await screener.tell(alone);
  const { heading } = await screener.look();
  await screener.press('button.restart');
  await screener.press('button.restart_no');
  assert.equal((await screener.look()).heading, heading);
  await screener.press('button.restart');
  await screener.press('button.restart_yes');
  // Each page has a number of its own, never one that was used before.
  const same = (look) => ({ ...look, text: '', fields: look.fields.map((field) => ({ ...field, id: '' })) });
  assert.deepEqual(same(await screener.look()), same(first));
  await screener.tellNothing(({ text }) => assert.doesNotMatch(text, /72|230/));
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
  const tekun = async () => {
    const { likely, possible } = await screener.results();
    return [...likely, ...possible].find(({ title }) => title.startsWith(screener.texts['program.tekun.title'])).amount;
  };
  const before = await tekun();
  await page.evaluate((host) => document.querySelector(host).setAttribute('region', '310115'), HOST);
  await page.locator(`${HOST} .frame`, { hasText: 'Shanghai' }).waitFor();
  assert.notEqual(await tekun(), before);
  await screener.press('button.answers');
  assert.match(await screener.answerTo(screener.own('place.answer')), /Shanghai/);
  await close(page);
});

test('without a region the place is asked, from the province down', async () => {
  const { page, screener } = await start('/en.html', 'en', { before: nowhere });
  let asked = 0;
  await screener.tell(alone, ({ fields }) => { asked += fields.filter(({ kind }) => kind === 'place').length; });
  assert.equal(asked, 1);
  await screener.press('button.answers');
  assert.equal(await screener.answerTo(screener.own('place.answer')), 'Sihong County, Suqian, Jiangsu');
  await close(page);
});

test('a mistake is said in words at its field, which has the focus', async () => {
  const { page, screener } = await start();
  const save = screener.frame.locator('button.primary');
  const refused = async (field, typed, words) => {
    const input = field.locator('input[type=text]').first();
    const problem = field.locator('.problem');
    await input.fill(typed);
    await save.click();
    await problem.waitFor();
    assert.equal(await problem.textContent(), `Please look at this first ${words}`);
    assert.equal(await input.getAttribute('aria-invalid'), 'true');
    assert.ok((await input.getAttribute('aria-describedby')).split(' ').includes(await problem.getAttribute('id')));
    await page.waitForFunction(([host, id]) => document.querySelector(host).shadowRoot.activeElement?.id === id, [HOST, await input.getAttribute('id')]);
    await input.fill('1');
    await problem.waitFor({ state: 'detached' });
  };
  await screener.until(enough, ({ fields }) => fields.some(({ kind }) => kind === 'person'));
  await refused(screener.field(0), '', 'Enter a number. If you are not sure, choose “I don’t know”.');
  await refused(screener.field(0), '151', 'Please check the age: 150 at most.');
  await screener.asked(enough, 'homes');
  await refused(screener.field('homes'), '1.5', 'A whole number goes here, for example 0, 1 or 2.');
  await screener.asked(enough, 'wage');
  const wage = screener.field('wage');
  await refused(wage, 'a lot', 'Only a number goes here, for example 1200 or 1200.50.');
  await refused(wage, '-5', 'It cannot be below 0.');
  await refused(wage, '1.234', 'At most two decimal places.');
  await refused(wage, '9999999999999999', 'This number is too large. Please check it.');
  await screener.otherWays('wage');
  await screener.choose('wage', screener.own('how.about'));
  await screener.type('wage', 'From', '300');
  await screener.type('wage', 'To', '200');
  await save.click();
  await wage.locator('.problem').waitFor();
  assert.match(await wage.locator('.problem').textContent(), /“From” cannot be more than “to”\./);
  await screener.type('wage', 'To', '400');
  await screener.goOn();
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('a question without an answer is not passed over', async () => {
  const { page, screener } = await start();
  await screener.goOn();
  const { heading } = await screener.look();
  await screener.frame.locator('button.primary').click();
  const problem = screener.field('area').locator('.problem');
  await problem.waitFor();
  assert.match(await problem.textContent(), /Choose one\. If you are not sure, choose “I don’t know”\./);
  assert.equal((await screener.look()).heading, heading);
  await page.waitForFunction((host) => document.querySelector(host).shadowRoot.activeElement?.matches('.wrong input'), HOST);
  await close(page);
});

// What has the focus inside the element.
const focused = (page) => page.evaluate((host) => {
  const element = document.querySelector(host).shadowRoot.activeElement;
  if (!element) return '';
  const label = element.labels?.[0]?.innerText.split('\n')[0];
  return `${element.localName}: ${label ?? element.textContent}`;
}, HOST);

async function tabTo(page, what, key = 'Tab') {
  const passed = [];
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press(key);
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
  assert.fail(`"${what}" is not reached by ${key}: ${passed.join(', ')}`);
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
  await heading('Where does your family live?');
  await tabTo(page, 'input: Town or city');
  await press('ArrowDown');
  assert.equal(await focused(page), 'input: Countryside');
  await press('ArrowUp');
  await tabTo(page, 'button: Continue');
  await press('Enter');
  await heading('Who is in your family?');
  await tabTo(page, 'input: Age: You');
  await page.keyboard.type('72');
  await tabTo(page, 'button: + Husband or wife');
  await press('Enter');
  await page.locator(`${HOST} .person`).nth(1).waitFor();
  await tabTo(page, 'input: Age: Your spouse', 'Shift+Tab');
  await page.keyboard.type('70');
  await tabTo(page, 'button: + Son or daughter');
  await press('Space');
  await page.locator(`${HOST} .person`).nth(2).waitFor();
  await tabTo(page, 'button: Remove', 'Shift+Tab');
  await press('Enter');
  await page.locator(`${HOST} .person`).nth(2).waitFor({ state: 'detached' });
  assert.equal(await focused(page), 'input: Age: Your spouse');
  // Enter in a line goes on.
  await press('Enter');
  await heading('Is anyone at home like this?');
  await tabTo(page, 'input: Has a serious illness');
  await press('Space');
  await tabTo(page, 'input: Your spouse');
  await press('Space');
  await tabTo(page, 'button: Continue');
  await press('Enter');
  await page.waitForFunction((host) => {
    const element = document.querySelector(host).shadowRoot.activeElement;
    return element?.localName === 'h2' && element.textContent !== 'Is anyone at home like this?';
  }, HOST);
  assert.deepEqual(page.printed, []);
  await close(page);
});
