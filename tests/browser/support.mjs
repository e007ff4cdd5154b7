// The browser, the server's log, and a page that remembers everything it printed.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const site = process.env.YINGBAO_URL;
/** The day of every journey: the rules of a day stay the same. */
export const DAY = '2026-11-24';
export const HOST = 'yingbao-screener';

const screenshots = resolve(root, 'target/screenshots');

/** A browser for the tests of a file. */
export async function launch() {
  assert.ok(site, 'YINGBAO_URL is not set: run cargo verify --only browser');
  return chromium.launch({
    executablePath: process.env.YINGBAO_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

/**
 * A page of its own context on the fixed day. `before` may route its requests. `printed` holds every message of
 * the console and every error that nobody caught. Who times something has the browser's own timers and frames (`timed`):
 * Playwright's clock replaces them.
 */
export async function open(browser, path, { width = 1280, height = 900, scheme = 'light', before = () => {}, timed = false } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  const page = await context.newPage();
  page.printed = [];
  page.on('console', (message) => page.printed.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => page.printed.push(String(error)));
  if (timed) await page.addInitScript(standStill, `${DAY}T10:00:00`);
  else await page.clock.setFixedTime(new Date(`${DAY}T10:00:00`));
  const isLast = (request) => request.url().endsWith('/cn.en.texts');
  // It does not come to every page.
  page.complete = Promise.race(['requestfinished', 'requestfailed'].map((kind) => page.waitForEvent(kind, isLast).catch(() => {})));
  await before(page);
  await page.goto(site + path);
  return page;
}

/** Lets only the date stand still. */
function standStill(at) {
  const { Date: Running } = globalThis;
  const fixed = new Running(at).getTime();
  globalThis.Date = class extends Running {
    constructor(...parts) {
      if (parts.length > 0) super(...parts);
      else super(fixed);
    }

    static now() {
      return fixed;
    }
  };
}

/**
 * Waits until the app of an element shows its first question; before, the first page stands there without it. The texts in English
 * are the last that is fetched.
 */
export async function ready(page, host = HOST) {
  await page.locator(`${host} div:not(.first) > .frame h2`).first().waitFor();
  await page.complete;
}

export async function close(page) {
  await page.context().close();
}

const log = () => readFileSync(process.env.YINGBAO_LOG, 'utf8').split('\n').filter(Boolean);
let marks = 0;

/** How many requests the server has answered; all that were sent before are among them. */
export async function served() {
  assert.ok(process.env.YINGBAO_LOG, 'YINGBAO_LOG is not set: run cargo verify --only browser');
  marks += 1;
  const path = `/mark-${process.pid}-${marks}`;
  await (await fetch(site + path)).text();
  const lines = log();
  const at = lines.findLastIndex((line) => line.startsWith(`GET ${path} `));
  assert.notEqual(at, -1, 'the server writes each request to its log before it answers');
  return at;
}

/** What the server was asked after a mark, the marks themselves left out. */
export async function servedSince(mark) {
  const until = await served();
  return log().slice(mark + 1, until).filter((line) => !line.startsWith('GET /mark-'));
}

/** What axe finds wrong in a part of the page, or leaves unresolved, in one line each. */
export async function flaws(page, within = HOST) {
  const { violations, incomplete } = await new AxeBuilder({ page }).setLegacyMode(true).include(within).analyze();
  return [...violations, ...incomplete].flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}

/** Writes a picture to target/screenshots. */
export async function picture(page, name, options = {}) {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: resolve(screenshots, `${name}.png`), animations: 'disabled', ...options });
}
