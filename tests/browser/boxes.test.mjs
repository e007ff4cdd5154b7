// Boxes that ask who it is: nobody is passed over, and 'not sure' is never taken as no.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { four } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** A page that asks four people for their health. */
async function health() {
  const page = await open(browser, '/en.html');
  await ready(page);
  const screener = new Screener(page, 'en');
  await screener.asked(four, 'has_disability');
  const { fields, heading } = await screener.look();
  return { page, screener, heading, boxes: fields.map(({ question }) => question) };
}

const title = (screener, question) => screener.texts[`box.${question}.title`];
const unsure = (screener, question) => screener.field(question).locator('.asked .unsure');

test('a ticked box with nobody named is refused in words, and has the focus', async () => {
  const { page, screener, heading } = await health();
  await screener.tick('serious_illness');
  for (const on of ['primary', 'skip', 'primary']) {
    // 'Not sure' for the page says nothing of a box that was ticked: it is refused as well.
    if (on === 'skip') await screener.button(screener.own('button.skip')).last().click();
    else await screener.frame.locator('button.primary').click();
    const problem = screener.field('serious_illness').locator('.problem');
    await problem.waitFor();
    assert.equal(await problem.textContent(), `${screener.own('error.title')} ${screener.own('error.who')}`);
    assert.equal((await screener.look()).heading, heading);
    assert.equal(await screener.frame.locator('.problem').count(), 1, 'only the box that was ticked');
    await page.waitForFunction((host) => document.querySelector(host).shadowRoot.activeElement?.matches('[data-question=serious_illness] .asked input'), HOST);
    const described = await screener.field('serious_illness').locator('.asked input').getAttribute('aria-describedby');
    assert.ok(described.split(' ').includes(await problem.getAttribute('id')));
    // Whoever is named takes the message away.
    await screener.choose('serious_illness', 'Your child');
    await problem.waitFor({ state: 'detached' });
    await screener.choose('serious_illness', 'Your child', false);
  }
  await screener.choose('serious_illness', 'Your spouse');
  await screener.choose('serious_illness', 'Your child');
  await screener.goOn();
  await screener.press('button.answers');
  assert.equal(await screener.answerTo(title(screener, 'serious_illness')), 'your spouse, your child');
  assert.deepEqual(page.printed, []);
  await close(page);
});

test("'not sure' for one box, or for who it is, leaves just this not known", async () => {
  const { page, screener, boxes } = await health();
  const [first, second] = ['has_disability', 'needs_care'];
  await unsure(screener, first).click();
  await screener.tick(second);
  await screener.choose(second, 'Your parent');
  await screener.choose(second, screener.own('whom.unsure'));
  await screener.goOn();
  await screener.press('button.back');
  const fields = Object.fromEntries((await screener.look()).fields.map((field) => [field.question, field]));
  assert.ok(fields[first].box.unsure && !fields[first].box.on, 'it stands there as it was left');
  await screener.goOn();
  await screener.press('button.answers');
  const answers = {};
  for (const question of boxes) answers[question] = await screener.answerTo(title(screener, question));
  const rest = Object.fromEntries(boxes.map((question) => [question, screener.own('answers.nothing_ticked')]));
  assert.deepEqual(answers, { ...rest, [first]: screener.own('answers.unknown'), [second]: 'your parent' });
  assert.deepEqual(page.printed, []);
  await close(page);
});

test("'not sure' pressed again is taken back, and a tick takes it back too", async () => {
  const { page, screener } = await health();
  const state = async () => {
    const { box } = (await screener.look()).fields.find(({ question }) => question === 'serious_illness');
    return [box.on, box.unsure];
  };
  await unsure(screener, 'serious_illness').click();
  await screener.settled(async () => String(await state()), 'false,true');
  await unsure(screener, 'serious_illness').click();
  await screener.settled(async () => String(await state()), 'false,false');
  await unsure(screener, 'serious_illness').click();
  await screener.tick('serious_illness');
  assert.deepEqual(await state(), [true, false]);
  await close(page);
});

test("'not sure' for the whole page leaves all that is empty not known, and keeps what was said", async () => {
  const { page, screener, boxes } = await health();
  await screener.tick('serious_illness');
  await screener.choose('serious_illness', 'Your parent');
  await screener.skip();
  await screener.press('button.answers');
  for (const question of boxes) {
    const said = question === 'serious_illness' ? 'your parent' : screener.own('answers.unknown');
    assert.equal(await screener.answerTo(title(screener, question)), said, question);
  }
  assert.deepEqual(page.printed, []);
  await close(page);
});
