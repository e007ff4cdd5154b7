// npm run soak: a tab that is open all day. Elements put in and taken out, families one after another, and Back again and again where
// people take turns; what the browser holds. -- --mounts 20 --sessions 30 --backs 5 for fewer.
import { parseArgs } from 'node:util';
import { launch } from './judge.mjs';
import { portal } from './portal.mjs';

const counts = { mounts: { type: 'string', default: '200' }, sessions: { type: 'string', default: '300' }, backs: { type: 'string', default: '50' } };
const { values } = parseArgs({ options: counts });
const [mounts, sessions, backs] = Object.keys(counts).map((name) => Number(values[name]));
const HOST = 'yingbao-screener';
/** What may come on top, for what the browser itself keeps. */
const MORE = { nodes: 1.1, listeners: 1.1, heap: 1.15, engines: 1 };

/** Engines whose memory is still held. */
const watched = () => {
  globalThis.memories = [];
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate.apply(WebAssembly, given);
    globalThis.memories.push(new WeakRef(Object.values((made.instance || made).exports).find((one) => one instanceof WebAssembly.Memory)));
    return made;
  };
};

const served = await portal([
  { script: watched },
  { script: watched, attributes: 'region="310115" lang="zh-CN" shared history="pages"' },
]);
const browser = await launch();
let failed = false;

async function open(number) {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  page.on('dialog', (dialog) => dialog.accept());
  await page.goto(`${served.address}/${number}/`);
  await ready(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const held = async () => {
    // An element that was taken out is let go after a second.
    await page.waitForTimeout(2000);
    for (let round = 0; round < 4; round += 1) {
      await session.send('HeapProfiler.collectGarbage');
      await page.waitForTimeout(100);
    }
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
    const { metrics } = await session.send('Performance.getMetrics');
    const wasm = await page.evaluate(() => globalThis.memories.map((one) => one.deref()?.buffer.byteLength ?? 0).filter(Boolean));
    return {
      nodes, listeners: jsEventListeners, heap: metrics.find(({ name }) => name === 'JSHeapUsedSize').value,
      engines: wasm.length, wasm: wasm.reduce((sum, bytes) => sum + bytes, 0),
    };
  };
  return { page, held };
}

async function ready(page) {
  await page.locator(`${HOST} div:not(.first) > .frame h2`).first().waitFor();
}

/** Does something so often, and tells what is held after a third, when all is warm, and at the end. */
async function soak(name, times, number, does) {
  const { page, held } = await open(number);
  const begun = Date.now();
  const warm = Math.ceil(times / 3);
  for (let at = 0; at < warm; at += 1) await does(page);
  const before = await held();
  for (let at = warm; at < times; at += 1) await does(page);
  const seconds = (Date.now() - begun) / 1000;
  const after = await held();
  const kib = (bytes) => `${Math.round(bytes / 1024)} KiB`;
  const shown = (key) => (['heap', 'wasm'].includes(key) ? `${kib(before[key])} → ${kib(after[key])}` : `${before[key]} → ${after[key]}`);
  const over = Object.keys(MORE).filter((key) => after[key] > before[key] * MORE[key]);
  failed ||= over.length > 0;
  console.log(`${over.length ? '✖' : '✔'} ${times} ${name}, ${seconds.toFixed(0)} s: nodes ${shown('nodes')}, listeners ${shown('listeners')}, `
    + `JavaScript ${shown('heap')}, engines ${shown('engines')}, their memory ${shown('wasm')}${over.length ? `; too much: ${over.join(', ')}` : ''}`);
  await page.close();
}

await soak('mounts and removals', mounts, 0, (page) => page.evaluate(async (host) => {
  const element = document.createElement(host);
  const drawn = new Promise((resolve) => { element.addEventListener('yingbao-ready', resolve, { once: true }); });
  document.body.append(element);
  await drawn;
  element.remove();
}, HOST));

const frame = (page) => page.locator(`${HOST} div:not(.first) > .frame`);
const on = async (page) => {
  await frame(page).locator('.choice').first().click();
  await frame(page).locator('.next .primary').click();
  await frame(page).locator('h2').getByText('您家住在哪里？').waitFor();
};

await soak('sessions in one tab', sessions, 0, async (page) => {
  await on(page);
  await frame(page).locator('.ways').getByRole('button', { name: '重新开始' }).click();
  await frame(page).locator('.danger').click();
  await page.locator(`${HOST} h2`).getByText('您想先解决什么？').waitFor();
  await ready(page);
});

await soak('times on and Back where people take turns', backs, 1, async (page) => {
  await on(page);
  await page.goBack();
  await frame(page).locator('h2').getByText('您想先解决什么？').waitFor();
});

await browser.close();
served.close();
process.exitCode = failed ? 1 : 0;
