// The command line, with the rulebook that the site serves.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { DAY, root } from './support.mjs';

const CARGO = ['run', '-q', '--release', '-p', 'yingbao-core', '--features', 'cli', '--bin', 'yingbao', '--'];

/** Runs a command over a document; gives what it prints. */
export function yingbao([command, ...options], document) {
  const rulebook = resolve(process.env.YINGBAO_SITE ?? 'target/site', 'cn.rulebook');
  const run = spawnSync('cargo', [...CARGO, command, '--rulebook', rulebook, '--date', DAY, ...options], {
    cwd: root, input: JSON.stringify(document), encoding: 'utf8', maxBuffer: 1 << 26,
  });
  assert.equal(run.status, 0, run.stderr + run.stdout);
  return run.stdout;
}
