// What is fetched fails, in every way that a server or a line can, and what a browser lacks: each ends in words, with the reason.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { judgeAll, launch } from './judge.mjs';
import { FILES, portal } from './portal.mjs';

const LOGIN = '<!doctype html><html lang="zh-CN"><title>统一身份认证</title><form>请登录</form>';
const html = (response, status, text) => response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(text);
const type = (name) => ({ 'yingbao.js': 'text/javascript', 'yingbao.wasm': 'application/wasm', 'cn.rulebook': 'application/octet-stream', 'cn.en.texts': 'application/octet-stream' })[name];

/** How a file can fail. */
const FAULTS = {
  'not found (404)': () => (request, response) => html(response, 404, '没有这一页'),
  'not allowed (403)': () => (request, response) => html(response, 403, '访问被拒绝'),
  'the server fails (500)': () => (request, response) => html(response, 500, '服务器错误'),
  'the server is busy (503)': () => (request, response) => response.writeHead(503, { 'retry-after': '120' }).end(),
  'nothing in it (204)': () => (request, response) => response.writeHead(204).end(),
  'empty, and said to be fine': (name) => (request, response) => response.writeHead(200, { 'content-type': type(name) }).end(),
  'cut short': (name) => (request, response) => response.writeHead(200, { 'content-type': type(name) }).end(FILES[name].subarray(0, FILES[name].length >> 1)),
  'cut off on the way': (name) => (request, response) => {
    response.writeHead(200, { 'content-type': type(name), 'content-length': FILES[name].length });
    response.write(FILES[name].subarray(0, 2000), () => setTimeout(() => response.destroy(), 100));
  },
  'one byte another': (name) => (request, response) => {
    const other = Buffer.from(FILES[name]);
    other[other.length >> 1] ^= 1;
    response.writeHead(200, { 'content-type': type(name) }).end(other);
  },
  garbage: (name) => (request, response) => response.writeHead(200, { 'content-type': type(name) }).end(Buffer.alloc(5000, 0xfe)),
  'another file': (name) => (request, response) => response.writeHead(200, { 'content-type': type(name) }).end(FILES[name === 'cn.rulebook' ? 'yingbao.wasm' : 'cn.rulebook']),
  'a page to log in, said to be fine': () => (request, response) => html(response, 200, LOGIN),
  'sent on to a page to log in': () => (request, response) => response.writeHead(302, { location: '/login' }).end(),
  'sent on to another site': () => (request, response) => response.writeHead(302, { location: `http://localhost:${request.socket.localPort}/0/` }).end(),
  'sent on to itself': () => (request, response) => response.writeHead(302, { location: request.url }).end(),
  'the line is cut': () => (request, response) => request.socket.destroy(),
  'an encoding that it does not have': (name) => (request, response) => response.writeHead(200, { 'content-type': type(name), 'content-encoding': 'br' }).end(FILES[name]),
  'it never answers': () => () => {},
  'it never ends': (name) => (request, response) => {
    response.writeHead(200, { 'content-type': type(name) });
    response.write(FILES[name].subarray(0, 2000));
  },
};
const OWN = /^falls back: the page's own text$/;
const MESSAGE = /^falls back: a message, and the page's own text$/;
const missing = (name) => new RegExp(`没有取到文件 ${name.replace('.', '\\.')}`);

/** The same files, of a type that is not theirs. */
const mistyped = (name, mime) => (request, response) => response.writeHead(200, { 'content-type': mime, 'x-content-type-options': 'nosniff' }).end(FILES[name]);

const faults = Object.entries(FAULTS).flatMap(([fault, answer]) => Object.keys(FILES).map((name) => ({
  name: `${name}: ${fault}`, answers: { [name]: answer(name) },
  // Without the texts in English all goes on in Chinese.
  ...({ 'yingbao.js': { reaches: OWN }, 'cn.en.texts': { reaches: /^works: / } }[name] ?? { reaches: MESSAGE, says: missing(name) }),
})));

const types = [
  { name: 'yingbao.js: said to be a text, and not to be guessed', answers: { 'yingbao.js': mistyped('yingbao.js', 'text/plain') }, reaches: OWN },
  { name: 'yingbao.wasm: said to be bytes', answers: { 'yingbao.wasm': mistyped('yingbao.wasm', 'application/octet-stream') }, reaches: /^works: / },
  { name: 'yingbao.wasm: said to be a page', answers: { 'yingbao.wasm': mistyped('yingbao.wasm', 'text/html') }, reaches: /^works: / },
  { name: 'cn.rulebook: said to be a page', answers: { 'cn.rulebook': mistyped('cn.rulebook', 'text/html') }, reaches: /^works: / },
];

/** What an old browser, or a careful one, does not have. */
const FEATURES = [
  ['no WebAssembly', () => { delete globalThis.WebAssembly; }, MESSAGE, /这个浏览器，或者本网页的安全设置，不允许/],
  ['WebAssembly that does not compile', () => { WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError()); }, MESSAGE, /这个浏览器/],
  ['WebAssembly that does not start', () => { WebAssembly.instantiate = () => Promise.reject(new WebAssembly.LinkError()); }, MESSAGE, /这个浏览器/],
  ['WebAssembly without memory to give', () => { WebAssembly.instantiate = () => Promise.reject(new RangeError('out of memory')); }, MESSAGE, /这个浏览器/],
  ['no custom elements', () => { delete globalThis.customElements; }, OWN],
  ['no shadow roots', () => { delete Element.prototype.attachShadow; }, OWN],
  ['no fetch', () => { delete globalThis.fetch; }, MESSAGE, /没有取到文件/],
  ['no AbortController', () => { delete globalThis.AbortController; }, MESSAGE, /不允许|没有取到/],
  ['no TextDecoder', () => { delete globalThis.TextDecoder; }, MESSAGE, /这个浏览器|停止/],
  ['no URL', () => { delete globalThis.URL; }, MESSAGE, /没有取到文件/],
  ['no adoptedStyleSheets', () => { delete ShadowRoot.prototype.adoptedStyleSheets; delete Document.prototype.adoptedStyleSheets; }, /^works: /],
  ['no constructed style sheets', () => { globalThis.CSSStyleSheet = function old() { throw new TypeError('Illegal constructor'); }; }, /^works: /],
  ['no BigInt', () => { delete globalThis.BigInt; delete globalThis.BigInt64Array; delete globalThis.BigUint64Array; }, /^works: /],
  ['no WeakRef and FinalizationRegistry', () => { delete globalThis.WeakRef; delete globalThis.FinalizationRegistry; }, /^works: /],
  ['no Promise.finally', () => { delete Promise.prototype.finally; }, /^works: /],
  ['no queueMicrotask', () => { delete globalThis.queueMicrotask; }, /^works: /],
].map(([name, script, reaches, says]) => ({ name, script, reaches, says }));

const PAGES = [...faults, ...types, ...FEATURES].map((page, number) => ({ ...page, number }))
  // Those that wait for a minute begin first.
  .sort((a, b) => /never/.test(b.name) - /never/.test(a.name));

let browser;
let served;
before(async () => {
  browser = await launch();
  served = await portal([...PAGES].sort((a, b) => a.number - b.number));
});
after(async () => {
  await browser?.close();
  served?.close();
});

test('whatever fails, there are words', { concurrency: true }, async (t) => {
  const waiting = new Map();
  const tests = PAGES.map((page) => {
    const judged = new Promise((resolve) => { waiting.set(page, resolve); });
    return t.test(page.name, async () => {
      const { reached, message, wrong } = await judged;
      assert.deepEqual(wrong, []);
      assert.match(reached, page.reaches);
      if (page.says) assert.match(message, page.says);
    });
  });
  await judgeAll(browser, PAGES, ({ number }) => `${served.address}/${number}/`, (page, judged) => waiting.get(page)(judged), 6);
  await Promise.all(tests);
});
