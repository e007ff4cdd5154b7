// A portal made of pages that are data, each in a folder of its own with the files of the built site beside it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = process.env.YINGBAO_SITE || resolve(fileURLToPath(new URL('../..', import.meta.url)), 'target/site');
const TYPES = { 'yingbao.js': 'text/javascript; charset=utf-8', 'yingbao.wasm': 'application/wasm', 'cn.rulebook': 'application/octet-stream', 'cn.en.texts': 'application/octet-stream' };
export const FILES = Object.fromEntries(Object.keys(TYPES).map((name) => [name, readFileSync(resolve(built, name))]));

const integrity = `sha384-${createHash('sha384').update(FILES['yingbao.js']).digest('base64')}`;
/** The tag as the README shows it; what a page does to it stands in `more`. */
export const tag = (more = 'defer') => `<script src="yingbao.js" integrity="${integrity}" crossorigin="anonymous" ${more}></script>`;
/** What a portal writes into the element. */
export const OWN = '<h2>不用自测，也可以直接问</h2><p>到乡镇人民政府、街道办事处当面申请，或者打电话 <a href="tel:12345">12345</a> 询问。</p>';
export const element = (attributes = 'region="310115" lang="zh-CN"', own = OWN) => `<yingbao-screener ${attributes}>${own}</yingbao-screener>`;

/** The text of a page: see hosts.mjs for what it may say. */
export function text(page) {
  const { doctype = '<!doctype html>', html = 'lang="zh-CN"', script, style, head = '', loader = tag(), body = (one) => one, attributes } = page;
  const scripts = script ? `<script>(${script})();</script>` : '';
  const styles = style ? `<style>${style}</style>` : '';
  return `${doctype}<html ${html}><head><meta charset="utf-8"/><title>社会救助</title>${scripts}${styles}${head}${loader}</head>`
    + `<body>${body(element(attributes))}</body></html>`;
}

/**
 * Serves the pages at /0/, /1/ …. A page may answer itself for what lies in its folder: `answers` has functions of the
 * request and the response, by file name.
 */
export async function portal(pages) {
  const server = createServer((request, response) => {
    const [, number, name] = new URL(request.url, 'http://portal').pathname.match(/^\/(\d+)\/([^/]*)$/) ?? [];
    const page = pages[number];
    const type = TYPES[name];
    if (page?.answers?.[name]) return page.answers[name](request, response);
    if (page && name === '') {
      response.writeHead(200, { 'content-type': `${page.type ?? 'text/html'}; charset=utf-8`, ...page.headers });
      return response.end(text(page));
    }
    if (!page || !type) {
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' });
      return response.end('<!doctype html><title>404</title>没有这一页');
    }
    response.writeHead(200, {
      'content-type': type, 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin', 'x-content-type-options': 'nosniff',
    });
    return setTimeout(() => response.end(FILES[name]), page.slow ?? 0);
  });
  await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${server.address().port}`, close };
}
