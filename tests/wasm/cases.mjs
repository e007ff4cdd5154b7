// The same documents inside WASM as natively: every answer byte by byte.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
// Decimals are strings and whole numbers small, so the text of a JavaScript value is the document's.
const lines = execFileSync('cargo', ['run', '-q', '--release', '-p', 'yingbao-tests', '--bin', 'documents'], {
  cwd: root, encoding: 'utf8', maxBuffer: 1 << 30,
}).trim().split('\n');

const folder = (name) => {
  const path = process.env[name];
  assert.ok(path && existsSync(path), `set ${name} to the built folder; cargo verify does`);
  return path;
};
const pkg = folder('YINGBAO_PKG');
const { initSync, load, screen } = await import(pathToFileURL(join(pkg, 'yingbao_widget.js')).href);
initSync({ module: readFileSync(join(pkg, 'yingbao_widget_bg.wasm')) });
load(readFileSync(join(folder('YINGBAO_SITE'), 'cn.rulebook')));

test('every document gives the same bytes inside WASM', () => {
  assert.ok(lines.length > 800, `only ${lines.length} documents`);
  for (const line of lines) {
    const { household, screening } = JSON.parse(line);
    assert.equal(JSON.stringify(screen(household)), screening, JSON.stringify(household));
  }
});

test('a bad document is an answer that names the path', () => {
  const answer = screen({ version: 1, members: [{ id: 'a', relation: 'self', wage: -1 }] });
  assert.equal(answer.error.path, 'members[0].wage');
  assert.equal(answer.error.found, '-1');
});

test('a changed answer can be seen', () => {
  const { household, screening } = JSON.parse(lines[0]);
  const other = structuredClone(household);
  other.date = '2031-01-01';
  assert.notEqual(JSON.stringify(screen(other)), screening);
});

test('what is no plain data is refused, whatever it is', () => {
  const ring = { version: 1 };
  ring.members = [ring];
  const odd = [new Map([['version', 1]]), new Set(), () => 1, Symbol('a'), 10n, ring, { version: 1, members: [new Map()] }];
  for (const household of odd) {
    const { error } = screen(household);
    assert.equal(error?.expected, 'one household document as plain data', String(typeof household));
    assert.ok(error.found, String(typeof household));
  }
  // A date has no properties of its own; it is no text either.
  const members = [{ id: 'a', relation: 'self', birth_date: new Date() }];
  assert.equal(screen({ version: 1, members }).error.path, 'members[0].birth_date');
});

test('a number keeps the text JavaScript gives it', () => {
  const wage = (wage) => screen({ version: 1, date: '2026-11-01', members: [{ id: 'a', relation: 'self', wage }] });
  assert.equal(wage(2400.5).error, undefined);
  for (const [number, text] of [[0.1 + 0.2, '0.30000000000000004'], [1e21, '1e+21'], [NaN, 'NaN'], [-0.001, '-0.001']]) {
    assert.equal(wage(number).error.found, text);
  }
});
