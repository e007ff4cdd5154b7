// How long a family takes in WASM by the number of its people, nothing known of them: it grows no worse than their square.
import assert from 'node:assert/strict';
import test from 'node:test';
import { screen } from './api.mjs';

const RELATIONS = ['self', 'spouse', 'child', 'child', 'parent', 'parent', 'sibling', 'sibling'];
const RUNS = 7;

/** The least of several runs, in milliseconds: the machine may be busy with other things. */
function least(people) {
  const members = Array.from({ length: people }, (_, at) => ({ id: `m${at}`, relation: RELATIONS[at] ?? 'other' }));
  const family = { version: 1, date: '2026-11-01', region: '310115', household: {}, members };
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    assert.ok(screen(family).programs.length > 0);
    return performance.now() - start;
  });
  return Math.min(...times);
}

test('twenty people of whom nothing is known take no worse than the square of four', (t) => {
  const times = new Map([1, 2, 4, 8, 12, 20].map((people) => [people, least(people)]));
  t.diagnostic([...times].map(([people, time]) => `${people}: ${time.toFixed(1)} ms`).join(', '));
  assert.ok(times.get(20) <= 25 * times.get(4), `${times.get(20)} ms beside ${times.get(4)}`);
});
