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
