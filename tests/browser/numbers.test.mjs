// Numbers as people write them: what is understood, what is shown of it, and what is refused.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alone, enough } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, flaws, launch, open, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** A page that has come to a question, or to the list of people; `line` is where a number is typed. */
async function at(family, question) {
  const page = await open(browser, '/en.html');
  await ready(page);
  const screener = new Screener(page, 'en');
  await (question ? screener.asked(family, question) : screener.until(family, ({ fields }) => fields.some(({ kind }) => kind === 'person')));
  const field = screener.field(question ?? 0);
  return { page, screener, line: field.locator('input[type=text]').first(), problem: field.locator('.problem') };
}

const title = 'Wage: you';

/** Pastes a text, as a person does. */
async function paste(page, line, text) {
  await line.fill('');
  await line.focus();
  await page.keyboard.insertText(text);
}

test('a pasted number is taken whole', async () => {
  const { page, screener, line } = await at(enough, 'wage');
  const pasted = `${' '.repeat(15)}12,345.60`;
  await paste(page, line, pasted);
  assert.equal(await line.inputValue(), pasted);
  await screener.goOn();
  await screener.press('button.answers');
  assert.equal(await screener.answerTo(title), '12,345.60 yuan a month');
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('every natural way to write a number is understood', async () => {
  const { page, screener, line } = await at(enough, 'wage');
  await line.fill('1');
  await screener.goOn();
  await screener.press('button.answers');
  for (const [typed, read] of [
    ['1.2万', '12,000 yuan'],
    ['约1200', '1,080 yuan to 1,320 yuan'],
    ['一千二', '1,200 yuan'],
    ['1200块', '1,200 yuan'],
    ['¥1200', '1,200 yuan'],
    ['1200左右', '1,080 yuan to 1,320 yuan'],
    ['1200-1500', '1,200 yuan to 1,500 yuan'],
    ['1-2万', '10,000 yuan to 20,000 yuan'],
    ['三千多', '3,000 yuan to 4,000 yuan'],
    ['1200以上', 'at least 1,200 yuan'],
    ['不到1200', 'at most 1,200 yuan'],
    ['１２００元', '1,200 yuan'],
    ['每月1200', '1,200 yuan'],
    ['1，234', '1,234 yuan'],
  ]) {
    await screener.change(title);
    // A range stands there as one: the exact number is one of the ways to answer.
    const exact = screener.frame.locator('label.choice', { hasText: screener.own('how.exact') });
    if (await exact.count()) await screener.choose('wage', screener.own('how.exact'));
    await line.fill('');
    await line.pressSequentially(typed);
    await screener.goOn();
    assert.equal(await screener.answerTo(title), `${read} a month`, typed);
  }
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('what a text is read as is shown below it while it is typed', async () => {
  const { page, screener, line } = await at(enough, 'wage');
  const reading = screener.field('wage').locator('.reading');
  await line.focus();
  await page.keyboard.type('1200');
  assert.equal(await reading.textContent(), '', 'a plain number needs no words');
  await page.keyboard.type('左右');
  await screener.frame.locator('.reading', { hasText: 'Read as: 1,080 to 1,320 yuan' }).waitFor();
  const described = (await line.getAttribute('aria-describedby')).split(' ');
  assert.ok(described.includes(await reading.getAttribute('id')));
  assert.ok(await page.evaluate((host) => document.querySelector(host).shadowRoot.activeElement?.matches('input[type=text]'), HOST));
  assert.deepEqual(await flaws(page), []);
  await screener.button('中文').click();
  await screener.frame.locator('.reading', { hasText: '读作：1080 至 1320 元' }).waitFor();
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('what may mean two things, or is none, is refused in words', async () => {
  const { page, screener, line, problem } = await at(enough, 'wage');
  const refused = async (typed, words) => {
    await line.fill(typed);
    await screener.frame.locator('button.primary').click();
    await problem.waitFor();
    assert.equal(await problem.textContent(), `Please look at this first ${words}`, typed);
    assert.equal(await line.inputValue(), typed, 'what was typed stays');
    await line.fill('1');
    await problem.waitFor({ state: 'detached' });
  };
  await refused('1200,5', 'Do you mean 1,200.50 or 12,005? Please write it clearly.');
  await refused('1 2 0 0', 'Do you mean 1,200? Please write it without commas and blanks.');
  await refused('1500-1200', '“From” cannot be more than “to”.');
  await refused('$1200', 'Please enter the amount in yuan.');
  await refused('一年14400', 'What you wrote differs from the choice of month or year below. Please make them the same.');
  await refused('1'.repeat(61), 'This text is too long. Enter just a number, for example 1200.');
  await screener.otherWays('wage');
  await screener.choose('wage', screener.own('how.about'));
  await refused('约1200', 'Enter just one exact number here. If you know it only roughly, fill in “from” and “to”.');
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('ages and dates are understood as they are written', async () => {
  const { page, screener, line, problem } = await at(alone);
  const people = screener.own('people.title');
  const refused = async (words) => {
    await screener.frame.locator('button.primary').click();
    await problem.waitFor();
    assert.match(await problem.textContent(), words);
  };
  const born = async () => (await screener.answerTo('You')).trim();
  await line.fill('虚岁75');
  await refused(/completed years/);
  await line.fill('七十五岁');
  await screener.goOn();
  await screener.press('button.answers');
  assert.equal(await born(), 'Aged 75');
  await screener.change(people);
  await screener.otherWays(0);
  await screener.choose(0, screener.own('how.date'));
  await screener.type(0, 'Year', '51年');
  await screener.type(0, 'Month', '3月');
  await screener.type(0, 'Day', '5号');
  await refused(/Is it 1951\? Please write the year with four digits\./);
  await screener.type(0, 'Year', '1951年');
  await screener.goOn();
  assert.equal(await born(), 'Born 1951-03-05');
  await screener.change(people);
  for (const part of ['Month', 'Day']) await screener.type(0, part, '');
  await screener.type(0, 'Year', '1952年3月5日');
  await screener.frame.locator('.reading', { hasText: 'Read as: 1952-03-05' }).waitFor();
  await screener.goOn();
  assert.equal(await born(), 'Born 1952-03-05');
  assert.deepEqual(page.printed, []);
  await close(page);
});
