// From the script tag to the first question, beside a form that needs no engine: `npm run start` in this folder, with a site built by
// `cargo run -p yingbao-www -- build`. Seven interleaved rounds in four settings; the table says medians in ms and their ratio.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const ROUNDS = 7;
const SLOWER = 4;
/** 1.6 Mbit/s with 150 ms to the server and back: 'slow 4G'. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const SETTINGS = [
  ['local', 1, false],
  ['processor ÷ 4', SLOWER, false],
  ['slow 4G', 1, true],
  ['both', SLOWER, true],
];

// A form as one would write it by hand: as many boxes as the first page has, two buttons, a few rules of style.
const FORM = `(() => {
  const titles = ['生活费不够', '看病费用高', '家里有残疾人', '老人没有人赡养，或需要照料', '孩子没有人抚养，或费用高', '上学费用高',
    '没有住房，或住房不安全', '找不到工作', '需要打官司，或受到侵害', '遇到急难，眼下基本生活有困难', '遭受了自然灾害', '今晚没有地方住',
    '受到犯罪或侵权伤害，没有得到赔偿，生活困难', '看病、上学等必需的支出突然增加，家里承受不了', '因为赡养抚养、工资、救助等事情需要律师'];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('form { font: 18px/1.6 system-ui, sans-serif; padding: 16px; } label { display: block; min-height: 52px; padding: 8px; border: 1px solid; border-radius: 8px; margin: 8px 0; } button { font: inherit; min-height: 52px; padding: 8px 24px; }');
  document.adoptedStyleSheets = [sheet];
  const form = document.createElement('form');
  const title = form.appendChild(document.createElement('h2'));
  title.textContent = '您想先解决什么？';
  for (const text of titles) {
    const label = form.appendChild(document.createElement('label'));
    const box = label.appendChild(document.createElement('input'));
    box.type = 'checkbox';
    label.append(text);
  }
  for (const text of ['不清楚', '继续']) {
    const button = form.appendChild(document.createElement('button'));
    button.type = 'button';
    button.textContent = text;
  }
  document.getElementById('here').append(form);
})();`;

const page = (body) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>start</title><body>${body}</body></html>`;

/** Runs in the page before anything else of it: the time until the frame with the question is painted. */
const clock = (shown) => {
  const begun = performance.now();
  const question = new Function(`return ${shown}`);
  const channel = new MessageChannel();
  channel.port1.onmessage = () => { globalThis.took = performance.now() - begun; };
  const look = () => { if (question()) channel.port2.postMessage(0); else requestAnimationFrame(look); };
  requestAnimationFrame(look);
};

const folder = mkdtempSync(join(tmpdir(), 'yingbao-start-'));
cpSync(join(root, 'target/site'), folder, { recursive: true });
const put = (name, text) => {
  writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text));
};
const integrity = /integrity="(sha384-[^"]+)"/.exec(readFileSync(join(folder, 'index.html'), 'utf8'))[1];
put('form.js', FORM);
put('form.html', page('<div id="here"></div><script src="form.js"></script>'));
const tag = `<yingbao-screener region="310115"></yingbao-screener><script src="yingbao.js" integrity="${integrity}" crossorigin="anonymous"></script>`;
put('ours.html', page(tag));
const inside = (selector) => `document.querySelector('yingbao-screener')?.shadowRoot?.querySelector('${selector}')`;
const PAGES = [
  ['form.html', "document.querySelector('form')"],
  ['ours.html', inside('h2')],
  // The engine too: how it was before the first page could do without.
  ['ours.html', inside('div:not(.first):not([hidden]) > .frame h2')],
];

const server = spawn(join(root, 'target/debug/yingbao-www'), ['serve', '--dir', folder, '--port', '0'], { cwd: root });
const site = await new Promise((found) => {
  server.stdout.on('data', (text) => {
    const address = /http:\/\/[\d.:]+/.exec(text);
    if (address) found(address[0]);
  });
});
const browser = await chromium.launch({ executablePath: process.env.YINGBAO_CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });

async function once([path, shown], slower, slow) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const tab = await context.newPage();
  await tab.addInitScript(clock, shown);
  const session = await context.newCDPSession(tab);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  if (slow) await session.send('Network.emulateNetworkConditions', SLOW);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await tab.goto(`${site}/${path}`, { waitUntil: 'commit' });
  await tab.waitForFunction(() => globalThis.took !== undefined, null, { polling: 50, timeout: 60000 });
  const took = await tab.evaluate(() => globalThis.took);
  await context.close();
  return took;
}

const median = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];
try {
  for (const path of PAGES) await once(path, 1, false);
  console.log('| setting | form without an engine | first page | ratio | engine there |');
  console.log('| --- | ---: | ---: | ---: | ---: |');
  for (const [name, slower, slow] of SETTINGS) {
    const times = PAGES.map(() => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [at, path] of PAGES.entries()) times[at].push(await once(path, slower, slow));
    }
    const [form, ours, engine] = times.map(median);
    console.log(`| ${name} | ${form.toFixed(0)} | ${ours.toFixed(0)} | ${(ours / form).toFixed(2)} | ${engine.toFixed(0)} |`);
  }
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true });
}
