// Judges a page with the element on it as somebody who opens it does: there is always something to read, and a press is answered
// until the results stand there, or the page says in words that it does not work and whom to ask.
//
// It looks from a world of its own, in which nothing is replaced that the page replaced.
import { chromium } from 'playwright-core';

const WORLD = 'yingbao-judge';
/** How long a page may take to show its widget, until the text it has instead counts. */
const OPENING = 5000;
/** The loader gives up after a minute. */
const PATIENCE = 75000;
const MOST_PAGES = 40;
/** How long nothing may be there to read, in ms: one look may fall between two frames. */
const BLANK = 150;

export const launch = () => chromium.launch({
  executablePath: process.env.YINGBAO_CHROMIUM || '/usr/bin/chromium',
  // Frames of every kind in one process: one session sees them all.
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--disable-site-isolation-trials', '--disable-features=IsolateOrigins,site-per-process,IsolateSandboxedIframes'],
});

/** What looks at a document from within. */
function eyes() {
  const NAME = 'yingbao-screener';
  let found;
  let blank = 0;
  let longest = 0;
  let looked;
  const find = (root) => root.querySelector(NAME)
    ?? [...root.querySelectorAll('*')].map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean);
  const screener = () => {
    if (!found?.isConnected) found = find(document);
    return found;
  };
  const shown = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const range = document.createRange();
  /** How much of a node's text can be read; no more is counted than is asked for. */
  const readable = (node, wanted = 8) => {
    if (node.nodeType === 3) {
      const letters = node.data.trim().length;
      if (!letters || !node.parentElement || !shown(node.parentElement)) return 0;
      range.selectNodeContents(node);
      const { width, height, right, bottom } = range.getBoundingClientRect();
      return width >= 4 && height >= 4 && right + scrollX > 0 && bottom + scrollY > 0 ? letters : 0;
    }
    if (node.nodeType !== 1 && node.nodeType !== 11) return 0;
    if (['STYLE', 'SCRIPT', 'TEMPLATE'].includes(node.tagName)) return 0;
    let sum = 0;
    for (const child of node.localName === 'slot' ? node.assignedNodes() : (node.shadowRoot ?? node).childNodes) {
      sum += readable(child, wanted - sum);
      if (sum >= wanted) break;
    }
    return sum;
  };
  const enough = (node) => Boolean(node) && readable(node) >= 8;
  const look = () => {
    const now = performance.now();
    const one = screener();
    // What is shown before the widget is, and where the page does not show the place it stands in, is the page's own.
    if (one?.shadowRoot && document.readyState !== 'loading' && one.checkVisibility() && !enough(one)) blank += looked === undefined ? 0 : now - looked;
    else blank = 0;
    longest = Math.max(longest, blank);
    looked = now;
  };
  setInterval(look, 40);
  const visible = (root, selector) => [...root.querySelectorAll(selector)].find((one) => enough(one));
  const state = () => {
    const one = screener();
    if (!one) return undefined;
    const root = one.shadowRoot;
    const app = root && visible(root, 'div:not(.first) > .frame');
    const first = root && visible(root, '.first > .frame');
    const notice = root && visible(root, '.notice');
    const heading = (app || first)?.querySelector('h2');
    const box = (app || first)?.querySelector('input[type=checkbox]');
    return {
      at: app ? 'app' : first ? 'first' : '',
      heading: heading?.textContent, passed: Boolean(heading?.passed), ticked: Boolean(box?.checked),
      results: Boolean(app?.querySelector('.page .group')), busy: Boolean(app?.ariaBusy ?? app?.getAttribute('aria-busy')),
      says: notice?.getAttribute('role') ?? '', message: notice?.innerText ?? '', phones: Boolean(notice?.querySelector('a[href^="tel:"]')),
      own: [...one.childNodes].reduce((sum, child) => sum + readable(child), 0) >= 8,
      longest: Math.round(longest), loaded: document.readyState === 'complete',
    };
  };
  const aims = {
    tick: (frame) => frame.querySelector('input[type=checkbox]')?.closest('label'),
    on: (frame) => [...frame.querySelectorAll('.next .secondary, .next .primary')].sort((a, b) => b.matches('.secondary') - a.matches('.secondary'))
      .find((button) => button.checkVisibility()),
  };
  /** Where to press; the heading is marked, so that the next one is known. Within a frame the press itself. */
  const aim = (what) => {
    const root = screener().shadowRoot;
    const frame = visible(root, 'div:not(.first) > .frame') ?? visible(root, '.first > .frame');
    const target = frame && aims[what](frame);
    if (!target) return null;
    if (what === 'on') frame.querySelector('h2').passed = true;
    target.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width, height } = target.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    let hit = document.elementFromPoint(x, y);
    for (let inner = hit?.shadowRoot?.elementFromPoint(x, y); inner && inner !== hit; inner = hit.shadowRoot?.elementFromPoint(x, y)) hit = inner;
    const reached = Boolean(hit) && target.contains(hit);
    if (window !== top_ && reached) {
      target.click();
      return { pressed: true };
    }
    return { x, y, reached, over: hit ? hit.outerHTML.slice(0, 80) : 'nothing' };
  };
  const top_ = window.top;
  globalThis.judge = { state, aim };
}

const wait = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

/** A page with eyes in every document it opens. */
async function watched(context) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const worlds = new Set();
  session.on('Runtime.executionContextCreated', ({ context: { id, name } }) => { if (name === WORLD) worlds.add(id); });
  session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => worlds.delete(executionContextId));
  session.on('Runtime.executionContextsCleared', () => worlds.clear());
  await session.send('Page.enable');
  await session.send('Runtime.enable');
  await session.send('Page.addScriptToEvaluateOnNewDocument', { worldName: WORLD, source: `(${eyes})()` });
  const ask = async (id, expression) => {
    const { result } = await session.send('Runtime.evaluate', { contextId: id, expression, returnByValue: true }).catch(() => ({ result: {} }));
    return result.value;
  };
  let world;
  /** What the first document with the element shows. */
  const state = async () => {
    for (const id of [...worlds].sort((a, b) => (b === world) - (a === world))) {
      const seen = await ask(id, 'judge.state()');
      if (seen) {
        world = id;
        return seen;
      }
    }
    return undefined;
  };
  return { page, state, aim: (what) => ask(world, `judge.aim('${what}')`) };
}

/**
 * Opens an address and judges it. Gives what it reached: `works` to the results, or `falls back` to words; the longest time in ms that
 * nothing could be read; the message, where there is one; and what is wrong, in words: an empty list is a page that passes. `hasty`
 * presses on the first page at once.
 */
export async function judge(browser, address, { hasty = true, before = () => {} } = {}) {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, locale: 'zh-CN', ignoreHTTPSErrors: true });
  try {
    const eyed = await watched(context);
    eyed.page.on('dialog', (dialog) => dialog.dismiss().catch(() => {}));
    await before(eyed.page);
    await eyed.page.goto(address, { waitUntil: 'commit' });
    const wrong = [];
    const reached = await journey(eyed, hasty, wrong);
    const end = await eyed.state();
    const longest = end?.longest ?? 0;
    if (longest > BLANK) wrong.push(`nothing to read for ${longest} ms`);
    return { reached, longest, message: end?.message ?? '', wrong };
  } finally {
    await context.close();
  }
}

async function until(eyed, most, wanted) {
  const begun = Date.now();
  for (;;) {
    const seen = await eyed.state();
    if (seen && wanted(seen)) return seen;
    if (Date.now() - begun > most) return undefined;
    await wait(40);
  }
}

async function press(eyed, what, wrong) {
  // What is drawn may still move.
  for (let tries = 0; ; tries += 1) {
    const aim = await eyed.aim(what);
    if (!aim) return false;
    if (aim.pressed) return true;
    if (aim.reached) {
      await eyed.page.mouse.click(aim.x, aim.y);
      return true;
    }
    if (tries > 20) {
      wrong.push(`what is to be pressed lies under something: ${aim.over}`);
      return false;
    }
    await wait(50);
  }
}

const words = ({ says, own, phones }) => {
  if (says === 'alert') return own ? "falls back: a message, and the page's own text" : phones ? 'falls back: a message with numbers to call' : '';
  return own ? "falls back: the page's own text" : '';
};

/** Judges pages, so many at a time; `done` is told of each, with how it was judged. */
export async function judgeAll(browser, pages, address, done, lanes = 4) {
  const queue = [...pages];
  const run = async () => {
    for (let page = queue.shift(); page; page = queue.shift()) {
      const judged = await judge(browser, address(page), { hasty: page.number % 2 === 0 })
        .catch((error) => ({ reached: '', longest: 0, message: '', wrong: [String(error).split('\n')[0]] }));
      await done(page, judged);
    }
  };
  await Promise.all(Array.from({ length: lanes }, run));
}

/** From opening to the results, or to words. */
async function journey(eyed, hasty, wrong) {
  const opened = await until(eyed, OPENING, ({ at, says }) => at || says === 'alert');
  if (!opened) {
    const shown = await eyed.state();
    if (!shown) wrong.push('there is no <yingbao-screener> on the page');
    else if (!words(shown)) wrong.push("neither the widget nor the page's own text is shown");
    return shown && words(shown);
  }
  if (opened.at) {
    // A press may meet what has just moved, or a page that is drawn anew: as people do, it is tried again.
    let ticked;
    for (let tries = 0; tries < 4 && !ticked; tries += 1) ticked = await press(eyed, 'tick', wrong) && await until(eyed, 1000, (seen) => seen.ticked);
    if (!ticked) wrong.push(`a box on the page "${opened.heading}" cannot be ticked`);
    if (!hasty) {
      const came = await until(eyed, PATIENCE, ({ at, says }) => at === 'app' || says === 'alert');
      if (!came) wrong.push('the engine never came, and nothing says so');
      else if (ticked && came.at && !came.ticked) wrong.push('what was ticked on the first page is lost');
    }
  }
  const headings = [];
  for (let turn = 0; turn < MOST_PAGES; turn += 1) {
    const seen = await eyed.state();
    if (seen?.says === 'alert') {
      if (!words(seen)) wrong.push('the message says nobody to ask');
      return words(seen);
    }
    if (seen?.results) return 'works: to the results';
    headings.push(seen?.heading);
    if (!await press(eyed, 'on', wrong)) {
      wrong.push(`there is nothing to go on with on the page "${seen?.heading}"`);
      return '';
    }
    const next = await until(eyed, PATIENCE, ({ at, passed, busy, says }) => says === 'alert' || (at && !passed && !busy && (at === 'app' || turn > 0)));
    if (!next) {
      wrong.push(`a press on the page "${seen?.heading}" is never answered`);
      return '';
    }
  }
  wrong.push(`no results after ${MOST_PAGES} pages: ${headings.slice(-4).join(' | ')}`);
  return '';
}
