// The snippets of the READMEs that portals copy: as they stand there, on a page that has the tag.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { close, launch, open, ready, root } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const block = (file, language) => {
  const found = readFileSync(resolve(root, file), 'utf8').match(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``));
  assert.ok(found, `${file} shows no ${language}`);
  return found[1];
};

test('the JavaScript of the README screens a household', async () => {
  const page = await open(browser, '/index.html');
  await ready(page);
  const snippet = block('README.md', 'js');
  const { programs, version } = await page.evaluate(`(async () => { ${snippet}; return screening; })()`);
  assert.equal(version, 1);
  assert.ok(programs.some(({ id, verdict }) => id === 'dibao' && verdict === 'possible'));
  const refused = snippet.replace('version: 1', 'version: 2');
  assert.notEqual(refused, snippet);
  const { error } = await page.evaluate(`(async () => { ${refused}; return screening; })()`);
  assert.deepEqual(Object.keys(error), ['path', 'found', 'expected', 'message']);
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('the tag of the README opens the screener from a folder of its own, under the policy it names', async () => {
  const built = await (await fetch(`${process.env.YINGBAO_URL}/index.html`)).text();
  const digest = built.match(/integrity="(sha384-[^"]+)"/)[1];
  const tag = block('README.md', 'html').replace('https://your.host', process.env.YINGBAO_URL).replace('sha384-…', digest);
  assert.ok(tag.includes(digest) && !tag.includes('your.host'));
  const policy = readFileSync(resolve(root, 'README.md'), 'utf8').match(/`(default-src 'none';[^`]*)`/)[1];
  const page = await open(browser, '/index.html', {
    before: async (page) => {
      // As a host copies the files of a release into a folder.
      await page.route(/\/yingbao\/[^/]+\/[^/]+$/, async (route) => {
        const name = new URL(route.request().url()).pathname.split('/').pop();
        await route.fulfill({ response: await route.fetch({ url: `${process.env.YINGBAO_URL}/${name}` }) });
      });
      await page.route('**/index.html', (route) => route.fulfill({
        headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
        body: `<!doctype html><html lang="zh-CN">${tag}`,
      }));
    },
  });
  await ready(page);
  assert.equal(await page.locator('yingbao-screener').getAttribute('region'), '310115');
  assert.deepEqual(page.printed, []);
  await close(page);
});

test('the module of the widget mounts as its README shows, on a page of one\'s own', async () => {
  const leaves = /^mounted\.unmount.*$/m;
  const whole = block('widget/README.md', 'js');
  assert.match(whole, leaves);
  const snippet = whole.replace(leaves, '');
  const given = `
    const rulebookBytes = new Uint8Array(await (await fetch('/cn.rulebook')).arrayBuffer());
    const englishBytes = new Uint8Array(await (await fetch('/cn.en.texts')).arrayBuffer());
    const host = document.body.appendChild(document.createElement('div'));
    const root = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('div'));`;
  const files = {
    'index.html': ['text/html', '<!doctype html><html lang="zh-CN"><script type="module" src="own.js"></script>'],
    'own.js': ['text/javascript', `${given}${snippet} globalThis.shown = { host, mounted };`],
  };
  const page = await open(browser, '/own/index.html', {
    before: (page) => page.route(/\/own\/[^/]+$/, async (route) => {
      const name = new URL(route.request().url()).pathname.split('/').pop();
      if (!files[name]) return route.fulfill({ path: resolve(root, 'target/pkg', name) });
      const [contentType, body] = files[name];
      return route.fulfill({ contentType, body });
    }),
  });
  // What the snippet sets last is what is shown.
  await page.waitForFunction(() => globalThis.shown?.host.shadowRoot.querySelector('.frame[lang=en] h2'));
  const [failed, saved, text] = await page.evaluate(() => [
    shown.mounted.failed(), shown.mounted.saved()?.length ?? 0, shown.host.shadowRoot.querySelector('.frame').innerText,
  ]);
  assert.equal(failed, undefined);
  assert.ok(saved > 0, 'the answers can be handed to a new instance');
  assert.match(text, /This is a self-check/i);
  await page.evaluate(() => shown.mounted.unmount());
  await page.waitForFunction(() => !shown.host.shadowRoot.querySelector('.frame'));
  assert.deepEqual(page.printed, []);
  await close(page);
});
