// The first page before the engine is there: drawn by the loader, taken over by the app without a jump or a lost answer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HOST, close, flaws, launch, open, picture, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const PHONE = { width: 360, height: 740 };

/** A page whose engine comes when it is let go, or never. */
async function held(path = '/index.html', options = {}) {
  let go;
  const wait = new Promise((resolve) => { go = resolve; });
  const page = await open(browser, path, {
    ...PHONE, ...options,
    before: (page) => page.route('**/*.wasm', async (route) => {
      if (await wait) await route.abort();
      else await route.continue();
    }),
  });
  await page.locator(`${HOST} .first .frame h2`).waitFor();
  return { page, come: () => go(false), fail: () => go(true) };
}

/** Where everything stands, and how it looks. */
const drawn = (page, root) => page.evaluate(async ([host, selector]) => {
  const frame = document.querySelector(host).shadowRoot.querySelector(selector);
  await Promise.all(frame.getAnimations({ subtree: true }).map((one) => one.finished));
  return [frame, ...frame.querySelectorAll('*')].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const attributes = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
    const own = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('');
    const { color, backgroundColor, font } = getComputedStyle(element);
    return { tag: element.localName, attributes, own, box: [x, y, width, height], look: [color, backgroundColor, font], checked: element.checked };
  });
}, [HOST, root]);

const FIRST = '.first .frame';
const APP = 'div:not(.first) > .frame';
/** How many pages there are depends on the place that the host page sets. */
const uncounted = (all) => all.filter(({ attributes }) => !['progress', 'track'].includes(attributes.class));

function same(later, before) {
  const [one, other] = [uncounted(later), uncounted(before)];
  assert.equal(one.length, other.length);
  one.forEach((element, at) => assert.deepEqual(element, other[at]));
}

for (const [path, name] of [['/index.html', 'Chinese'], ['/en.html', 'English']]) {
  for (const width of [360, 1280]) {
    test(`the app draws the page that stands there already: ${name}, ${width} px`, async () => {
      const { page, come } = await held(path, { width });
      const before = await drawn(page, FIRST);
      assert.ok(before.length > 60, `${before.length} elements`);
      come();
      await ready(page);
      assert.equal(await page.locator(`${HOST} .first`).count(), 0);
      same(await drawn(page, APP), before);
      assert.deepEqual(page.printed, []);
      await close(page);
    });
  }
}

test('what is ticked goes over, with the focus, and nothing moves', async () => {
  const { page, come } = await held();
  const first = page.locator(`${HOST} .first`);
  await first.getByText('看病费用高').click();
  await first.locator('[data-question=disaster] input').check();
  await first.locator('[data-question=no_shelter] .unsure').click();
  await first.locator('[data-question=sudden_event] input').check();
  await first.locator('[data-question=sudden_event] .unsure').click();
  await first.locator('[data-question=legal_need] input').focus();
  // What lies under the pointer looks different.
  await page.mouse.move(0, 0);
  const before = await drawn(page, FIRST);
  come();
  await ready(page);
  await page.locator(`${HOST} ${APP}`).getByRole('button', { name: '重新开始' }).waitFor();
  const later = await drawn(page, APP);
  same(later, before);
  const focus = await page.evaluate((host) => document.querySelector(host).shadowRoot.activeElement.closest('[data-question]').dataset.question, HOST);
  assert.equal(focus, 'legal_need');
  assert.deepEqual(later.filter(({ checked }) => checked).map(({ attributes }) => [attributes.name, attributes.value]), [['tick1-0', '1'], ['box1-2', 'on']]);
  await close(page);
});

test('a press on what only the engine knows is kept until it is there', async () => {
  const { page, come } = await held();
  const first = page.locator(`${HOST} .first`);
  await first.getByText('遭受了自然灾害').click();
  await first.getByRole('button', { name: '继续' }).click();
  await page.locator(`${HOST} [role=status]`).getByText('正在打开').waitFor();
  come();
  await page.locator(`${HOST} ${APP} h2`).getByText('先看紧急的帮助').waitFor();
  const focus = await page.evaluate((host) => document.querySelector(host).shadowRoot.activeElement.localName, HOST);
  assert.equal(focus, 'h2');
  assert.equal(await page.locator(`${HOST} .notice`).isHidden(), true);
  await close(page);
});

test('a press is not cut in two by the app', async () => {
  const { page, come } = await held();
  const box = page.locator(`${HOST} .first [data-question=disaster] label`);
  await box.scrollIntoViewIfNeeded();
  const { x, y } = await box.boundingBox();
  await page.mouse.move(x + 40, y + 10);
  await page.mouse.down();
  come();
  await page.locator(`${HOST} ${APP}`).waitFor({ state: 'attached' });
  await page.waitForTimeout(300);
  assert.equal(await page.locator(`${HOST} .first`).count(), 1);
  await page.mouse.up();
  await ready(page);
  assert.equal(await page.locator(`${HOST} ${APP} [data-question=disaster] input`).isChecked(), true);
  await close(page);
});

test('the language is chosen before the engine is there', async () => {
  const { page, come } = await held();
  await page.locator(`${HOST} .first`).getByText('看病费用高').click();
  await page.locator(`${HOST} .first .language`).click();
  await page.locator(`${HOST} .first h2`).getByText('What do you want to solve first?').waitFor();
  come();
  await ready(page);
  const app = page.locator(`${HOST} ${APP}`);
  assert.equal(await app.getAttribute('lang'), 'en');
  assert.equal(await app.getByLabel('High medical costs').isChecked(), true);
  await close(page);
});

test('without the engine what is ticked leads to programmes and numbers to call', async () => {
  const { page, fail } = await held();
  await page.locator(`${HOST} .first`).getByText('找不到工作').click();
  fail();
  const notice = page.locator(`${HOST} [role=alert]`);
  await notice.getByText('就业救助').waitFor();
  await page.locator(`${HOST} .first [data-question=no_shelter] input`).check();
  await notice.getByText('生活无着的流散人员救助').waitFor();
  assert.ok(await notice.locator('a[href="tel:12333"]').count());
  // What the page holds of its own stands below.
  assert.equal(await page.locator(`${HOST} > *`).first().isVisible(), true);
  await page.locator(`${HOST} .first`).getByRole('button', { name: '继续' }).click();
  assert.equal(await page.evaluate((host) => document.querySelector(host).shadowRoot.activeElement.getAttribute('role'), HOST), 'alert');
  assert.deepEqual(await flaws(page), []);
  await picture(page, 'first-page-without-engine', { fullPage: true });
  await close(page);
});

test('the page without the engine is accessible', async () => {
  const { page } = await held();
  assert.deepEqual(await flaws(page), []);
  await close(page);
});
