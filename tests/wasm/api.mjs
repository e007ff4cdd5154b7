// The WASM for pages of one's own with the shipped rules, as wasm-pack made it: `screen`, `interview` and the engine's memory.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A built folder, by the variable that names it. */
export const folder = (name) => {
  const path = process.env[name];
  assert.ok(path && existsSync(path), `set ${name} to the built folder; cargo verify does`);
  return path;
};
const api = folder('YINGBAO_API');
const { initSync, interview, load, screen } = await import(pathToFileURL(join(api, 'yingbao_api.js')).href);
const { memory } = initSync({ module: readFileSync(join(api, 'yingbao_api_bg.wasm')) });
load(readFileSync(join(folder('YINGBAO_SITE'), 'cn.rulebook')));

export { interview, memory, screen };
