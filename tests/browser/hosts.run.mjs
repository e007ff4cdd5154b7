// npm run hosts: judges every page of the catalogue; -- --only TEXT: those whose kind or name has it; -- --url ADDRESS: that page, which
// may be a portal's own.
import { parseArgs } from 'node:util';
import { judge, judgeAll, launch } from './judge.mjs';

const { values: { url, only = '' } } = parseArgs({ options: { url: { type: 'string' }, only: { type: 'string' } } });
const browser = await launch();
let failed = 0;

function tell(name, { reached, longest, message, wrong }, fine) {
  if (!fine) failed += 1;
  console.log(`${fine ? '✔' : '✖'} ${name} · ${reached || 'nothing'}`);
  if (longest) console.log(`    ${longest} ms without anything to read`);
  for (const one of wrong) console.log(`    ${one}`);
  if (!fine && message) console.log(`    ${message.split('\n').filter(Boolean).join(' ')}`);
}

if (url) {
  // A press may come before the engine or after: both are tried.
  for (const hasty of [true, false]) {
    const judged = await judge(browser, url, { hasty }).catch((error) => ({ reached: '', longest: 0, message: '', wrong: [error.message.split('\n')[0]] }));
    tell(`${url}, ${hasty ? 'pressed at once' : 'pressed when it is ready'}`, judged, !judged.wrong.length && judged.reached.startsWith('works'));
  }
} else {
  // Only these need the built site.
  const { HOSTS, expected } = await import('./hosts.mjs');
  const { portal } = await import('./portal.mjs');
  const pages = HOSTS.filter(({ kind, name }) => `${kind}: ${name}`.includes(only));
  if (!pages.length) throw new Error(`no page of tests/browser/hosts.mjs has "${only}" in its kind or name`);
  const served = await portal(HOSTS);
  const reached = { works: 0, 'falls back': 0, '': 0 };
  await judgeAll(browser, pages, ({ number }) => `${served.address}/${number}/`, (page, judged) => {
    const fine = !judged.wrong.length && expected(page).test(judged.reached);
    reached[judged.reached.split(':')[0]] += 1;
    tell(`${page.kind}: ${page.name}`, judged, fine);
    if (!fine && page.beyond) {
      failed -= 1;
      console.log(`    known: ${page.beyond}`);
    }
  });
  served.close();
  console.log(`\n${pages.length} pages: ${reached.works} work to the results, ${reached['falls back']} fall back to words, ${reached['']} do neither; ${failed} failed`);
}
await browser.close();
process.exitCode = failed ? 1 : 0;
