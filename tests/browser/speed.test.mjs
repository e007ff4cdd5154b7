// From a press to the next page, with a processor four times as slow as this one.
// Runs alone: it times presses.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alone, elder, four, mother, town } from './families.mjs';
import { Screener } from './screener.mjs';
import { HOST, close, launch, open, ready } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const SLOWER = 4;
const AIM = 100;
/** What a machine that does other things at the same time may take. */
const MOST = 1000;

test('the next page stands there soon after the press', async (t) => {
  const times = [];
  for (const family of [elder, four, mother, town, alone]) times.push(...await journey(family));
  assert.ok(times.length >= 40, `${times.length} presses`);
  const sorted = times.map(([time]) => time).sort((a, b) => a - b);
  const p95 = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))];
  const slow = times.filter(([time]) => time > AIM).map(([time, heading]) => `${time} ${heading}`);
  t.diagnostic(`${sorted.length} presses: median ${sorted[sorted.length >> 1]} ms, p95 ${p95} ms; over ${AIM} ms: ${slow.join(', ')}`);
  assert.ok(p95 <= MOST, `${p95} ms`);
});

// Time that other processes take is not in it: it can be held to more than the clock.
test('the processor is not busy for long between a press and the next page', async (t) => {
  const times = await journey(four, { slower: 1, spent: true });
  const sorted = times.map(([time]) => Math.round(time * SLOWER)).sort((a, b) => a - b);
  t.diagnostic(`${sorted.length} presses, times ${SLOWER}: median ${sorted[sorted.length >> 1]} ms, most ${sorted.at(-1)} ms; on an idle machine ${AIM} is aimed at`);
  assert.ok(sorted.at(-1) <= 2 * AIM, sorted.join(' '));
});

test('nor for eight people of whom only the ages are told', async (t) => {
  const relations = ['self', 'spouse', 'child', 'child', 'parent', 'parent', 'sibling', 'sibling'];
  const members = relations.map((relation, at) => ({ id: `m${at}`, relation, age: [40, 39, 12, 8, 70, 69, 44, 37][at] }));
  const times = await journey({ members }, { slower: 1, spent: true, tell: tellPeople });
  const sorted = times.map(([time]) => Math.round(time * SLOWER)).sort((a, b) => a - b);
  t.diagnostic(`times ${SLOWER}: the result ${Math.round(times.at(-1)[0] * SLOWER)} ms, most ${sorted.at(-1)} ms; on an idle machine 200 is aimed at`);
  assert.ok(sorted.at(-1) <= 4 * AIM, sorted.join(' '));
});

/** Lists everybody, and leaves the rest as not known. */
async function tellPeople(screener, family) {
  const asked = { members: family.members.map(({ id, relation }) => ({ id, relation })) };
  const urgent = screener.own('urgent.title');
  await screener.toResults(async (shown) => {
    if (shown.heading === urgent) return screener.goOn();
    if (!shown.fields.some(({ kind }) => kind === 'person')) return screener.skip();
    await screener.list(family, asked, shown);
    return screener.goOn();
  });
}

/** How long each press of a journey takes until the next page is painted, with the heading of that page. */
async function journey(family, { slower = SLOWER, spent = false, tell = (screener) => screener.tell(family) } = {}) {
  const page = await open(browser, '/index.html', { width: 360, height: 740, timed: true });
  await ready(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  const screener = new Screener(page);
  const times = [];
  const turn = screener.turn.bind(screener);
  screener.turn = async (action) => {
    const traced = spent ? await trace(session) : null;
    const begun = page.evaluate((host) => new Promise((resolve) => {
      const root = document.querySelector(host).shadowRoot;
      const heading = root.querySelector('h2');
      root.addEventListener('click', () => {
        const channel = new MessageChannel();
        const start = performance.now();
        const look = () => {
          // The message comes once the frame with the new page is painted.
          if (root.querySelector('h2') === heading) requestAnimationFrame(look);
          else channel.port2.postMessage(0);
        };
        channel.port1.onmessage = () => resolve(performance.now() - start);
        requestAnimationFrame(look);
      }, { capture: true, once: true });
    }), HOST);
    await turn(action);
    const time = await begun;
    times.push([traced ? busy(await traced(), time) : Math.round(time), (await screener.look()).heading]);
  };
  await tell(screener, family);
  await close(page);
  return times;
}

/** Begins to record what the browser does; gives what ends it and has the events. */
async function trace(session) {
  const events = [];
  const add = ({ value }) => events.push(...value);
  session.on('Tracing.dataCollected', add);
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'devtools.timeline'] } });
  return async () => {
    const complete = new Promise((resolve) => { session.once('Tracing.tracingComplete', resolve); });
    await session.send('Tracing.end');
    await complete;
    session.off('Tracing.dataCollected', add);
    return events;
  };
}

/** Milliseconds that the page's thread was on the processor, in the tasks from a press until a page was painted so much later. */
function busy(events, later) {
  const press = events.find(({ name, args }) => name === 'EventDispatch' && args?.data?.type === 'click');
  assert.ok(press, 'the press is recorded');
  const tasks = events.filter(({ name, ph, pid, tid, ts, dur }) => ph === 'X' && name.endsWith('RunTask')
    && pid === press.pid && tid === press.tid && ts + dur > press.ts && ts < press.ts + later * 1000);
  assert.ok(tasks.length > 0, 'no task was recorded');
  return tasks.reduce((sum, { tdur = 0 }) => sum + tdur / 1000, 0);
}
