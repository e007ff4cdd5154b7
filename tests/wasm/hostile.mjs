// Anything at all given to `screen` and `interview`: an answer, an error of ours that says what is wrong, or the caller's own
// exception, and the next good document is answered as before.
import assert from 'node:assert/strict';
import test from 'node:test';
import { runInNewContext } from 'node:vm';
import { interview, memory, screen } from './api.mjs';

const SECONDS = 2;
const good = () => ({
  version: 1,
  date: '2026-11-01',
  region: '310115',
  parameters: { dibao_standard: 1100 },
  household: { area: 'urban', savings: 20000 },
  members: [
    { id: 'a', relation: 'self', birth_date: '1980-05-01', wage: 2400.5, receives: ['dibao'] },
    { id: 'b', relation: 'spouse', age: 44, wage: { min: 0, max: 600 } },
  ],
});
const stringify = JSON.stringify;
const once = stringify(screen(good()));
const asked = stringify(interview(good(), ['area', '?birth_date.a']));

class Own extends Error {}
const own = new Own('the caller\'s own');
const fail = () => { throw own; };
const getter = (get, key = 'id') => Object.defineProperty({}, key, { get, enumerable: true, configurable: true });
const deep = (depth, wrap) => { let value = 1; for (let i = 0; i < depth; i += 1) value = wrap(value); return value; };
const many = (count, make) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, make(at)]));
const revoked = (target) => { const { proxy, revoke } = Proxy.revocable(target, {}); revoke(); return proxy; };
const detached = () => { const buffer = new ArrayBuffer(8); structuredClone(buffer, { transfer: [buffer] }); return buffer; };
const ring = () => { const value = { version: 1 }; value.members = [value]; return value; };
const listRing = () => { const value = []; value.push(value); return value; };
const endless = () => new Proxy({}, {
  ownKeys: () => ['a', 'b', 'c'], get: (_, key) => (typeof key === 'string' ? endless() : undefined),
  has: () => false, getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }),
});
const trap = (name, target = {}) => new Proxy(target, { [name]: fail });
/** The same place a property of which is told apart on every reading. */
const fickle = () => { let count = 0; return new Proxy({}, {
  ownKeys: () => Array.from({ length: count += 1 }, (_, at) => `k${at}`),
  getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }),
}); };

/** Values of every kind that JavaScript has, made anew for each place. */
const VALUES = {
  undefined: () => undefined, null: () => null, true: () => true, false: () => false,
  zero: () => 0, 'minus zero': () => -0, one: () => 1, 'minus one': () => -1, fraction: () => 0.1 + 0.2, NaN: () => NaN,
  infinity: () => Infinity, 'minus infinity': () => -Infinity, 'beyond an i32': () => 2147483648, 'beyond exact': () => 2 ** 53 + 2,
  'largest number': () => Number.MAX_VALUE, 'smallest number': () => Number.MIN_VALUE, '1e400 as text': () => '1e400',
  bigint: () => 10n, 'huge bigint': () => 10n ** 5000n, symbol: () => Symbol('a'), 'known symbol': () => Symbol.iterator,
  'empty text': () => '', text: () => 'x', 'lone high surrogate': () => 'a\ud800', 'lone low surrogate': () => '\udc00b',
  'a zero byte': () => '\0', 'a bidi control': () => '\u202e', 'a line end': () => 'a\nb', '10 MB of text': () => 'x'.repeat(1e7),
  '10 MB of Chinese': () => '低'.repeat(3e6), '64 MB of text': () => 'x'.repeat(64e6), '100,000 digits': () => '9'.repeat(1e5),
  'String object': () => new String('a'), 'Number object': () => new Number(1), 'Boolean object': () => new Boolean(true),
  'BigInt object': () => Object(1n), 'Symbol object': () => Object(Symbol('a')),
  'empty object': () => ({}), 'null prototype': () => Object.create(null), frozen: () => Object.freeze({ a: Object.freeze([1]) }),
  sealed: () => Object.seal({ min: 1 }), 'inherited keys': () => Object.create({ min: 1 }), 'symbol key': () => ({ [Symbol('a')]: 1 }),
  'a key with a line end': () => ({ 'a\nb': 1, c: 2 }), 'an empty key': () => ({ '': 1 }), 'two empty keys by a line end': () => ({ '\n': 1 }),
  'a lone surrogate as key': () => ({ '\ud800': 1 }), 'a key of 10 MB': () => ({ ['k'.repeat(1e7)]: 1 }),
  '__proto__ as a key': () => JSON.parse('{"__proto__": 1}'), 'constructor as a key': () => ({ constructor: 1, toString: 2, hasOwnProperty: 3 }),
  'toJSON': () => ({ toJSON: fail }), 'valueOf and toString': () => ({ valueOf: fail, toString: fail, [Symbol.toPrimitive]: fail }),
  'another realm': () => runInNewContext('({ min: 1, list: [1], none: null })'), 'another realm\'s list': () => runInNewContext('[1, {}]'),
  'empty list': () => [], list: () => [1, 'a', null], 'list with holes': () => [, 1, , 2], 'list with keys': () => Object.assign([1], { a: 1 }),
  'a list of billions': () => new Array(4294967295), 'a list that lies': () => new Proxy([], { get: (_, key) => (key === 'length' ? 1e9 : 1) }),
  'a list of NaN items': () => new Proxy([], { get: (_, key) => (key === 'length' ? NaN : 1) }),
  'a list with a failing iterator': () => Object.assign([1], { [Symbol.iterator]: fail }),
  Map: () => new Map([['min', 1]]), Set: () => new Set([1]), WeakMap: () => new WeakMap(), WeakSet: () => new WeakSet(),
  Date: () => new Date(0), 'invalid Date': () => new Date(NaN), RegExp: () => /a/g, Error: () => new Error('a'), Promise: () => Promise.resolve(1),
  function: () => () => 1, class: () => class A {}, generator: () => (function* () { yield 1; }()), arguments: () => (function () { return arguments; }(1)),
  Uint8Array: () => new Uint8Array(4), 'huge Uint8Array': () => new Uint8Array(1e7), Float64Array: () => new Float64Array([NaN]),
  BigInt64Array: () => new BigInt64Array(2), ArrayBuffer: () => new ArrayBuffer(4), 'detached buffer': detached,
  'a view of a detached buffer': () => { const view = new Uint8Array(4); structuredClone(view.buffer, { transfer: [view.buffer] }); return view; },
  DataView: () => new DataView(new ArrayBuffer(4)), SharedArrayBuffer: () => new SharedArrayBuffer(4), 'WASM memory': () => memory,
  'the memory\'s buffer': () => new Uint8Array(memory.buffer, 0, 8), globalThis: () => globalThis, Math: () => Math, Intl: () => new Intl.NumberFormat('en'),
  ring, 'ring of lists': listRing, 'objects 10,000 deep': () => deep(1e4, (value) => ({ value })), 'lists 10,000 deep': () => deep(1e4, (value) => [value]),
  '100,000 keys': () => many(1e5, () => 1), '100,000 items': () => Array.from({ length: 1e5 }, (_, at) => ({ id: String(at) })),
  'a document of 10 MB': () => many(1e5, (at) => `${at}`.padEnd(90)), '1,000,000 items': () => new Array(1e6).fill(1),
  'throwing getter': () => getter(fail), 'throwing getter in a list': () => Object.defineProperty([1], 0, { get: fail, enumerable: true }),
  'getter that throws undefined': () => getter(() => { throw undefined; }), 'getter that throws null': () => getter(() => { throw null; }),
  'getter that screens': () => getter(() => stringify(screen(good())).length), 'getter that asks': () => getter(() => interview(good(), []).page),
  'getter that screens itself': () => { const value = getter(() => screen(value)); return value; },
  'getter that screens itself in a document': () => { const value = good(); Object.defineProperty(value, 'date', { enumerable: true, get: () => screen(value) && '2026-11-01' }); return value; },
  'getter that recurses': () => { const value = getter(() => value.id); return value; },
  'getter that screens at the end of the stack': () => {
    const down = () => { try { down(); } catch { try { screen(good()); } catch { /* the stack ended */ } } };
    return getter(() => { down(); return 'a'; });
  },
  'getter that adds keys': () => { const value = getter(() => { value[`k${Object.keys(value).length}`] = 1; return 1; }); return value; },
  'getter that deletes': () => { const value = { a: 1, b: 2 }; Object.defineProperty(value, 'a', { enumerable: true, get() { delete value.b; return 1; } }); return value; },
  'getter that loads other rules': () => getter(() => { try { load(new Uint8Array(3)); } catch { return 'refused'; } return 'taken'; }),
  'empty proxy': () => new Proxy({}, {}), 'proxy of a list': () => new Proxy([1], {}), 'proxy of a proxy': () => new Proxy(new Proxy({ min: 1 }, {}), {}),
  'proxy of a function': () => new Proxy(() => 1, {}), 'revoked proxy': () => revoked({}), 'revoked proxy of a list': () => revoked([]),
  'revoked proxy of a function': () => revoked(() => 1), 'proxy whose ownKeys throws': () => trap('ownKeys'), 'proxy whose get throws': () => trap('get', { a: 1 }),
  'proxy whose has throws': () => trap('has'), 'proxy whose descriptors throw': () => trap('getOwnPropertyDescriptor', { a: 1 }),
  'proxy whose prototype throws': () => trap('getPrototypeOf'), 'list whose get throws': () => trap('get', [1]),
  'proxy that never ends': endless, 'proxy that changes': fickle, 'proxy whose keys are wrong': () => new Proxy({}, { ownKeys: () => [1] }),
};

/** Where a value may stand in a document. */
const PLACES = {
  'the document': (value) => value,
  version: (value) => ({ ...good(), version: value }),
  date: (value) => ({ ...good(), date: value }),
  region: (value) => ({ ...good(), region: value }),
  parameters: (value) => ({ ...good(), parameters: value }),
  'a parameter': (value) => ({ ...good(), parameters: { dibao_standard: value } }),
  household: (value) => ({ ...good(), household: value }),
  'a choice': (value) => ({ ...good(), household: { area: value } }),
  'a sum': (value) => ({ ...good(), household: { savings: value } }),
  'the end of a range': (value) => ({ ...good(), household: { savings: { min: value } } }),
  members: (value) => ({ ...good(), members: value }),
  'a member': (value) => ({ ...good(), members: [value] }),
  'an id': (value) => ({ ...good(), members: [{ id: value, relation: 'self' }] }),
  'a list of a member': (value) => ({ ...good(), members: [{ id: 'a', relation: 'self', parents: value }] }),
  'an unknown key': (value) => ({ ...good(), extra: value }),
};

const LARGE = /MB|000 (keys|items)|billions|lies|never ends/;
const FEW = new Set(['the document', 'household', 'a sum', 'a choice', 'an id', 'an unknown key']);
const OURS = /no rules|without end/;

/** What a call gives: `answer`, `refusal`, `own` or `ours`; anything else fails. */
function outcome(call, what) {
  const start = performance.now();
  let given;
  let kind;
  try {
    given = call();
    kind = given?.error === undefined ? 'answer' : 'refusal';
  } catch (thrown) {
    assert.ok(!(thrown instanceof WebAssembly.RuntimeError), `${what}: ${thrown?.stack}`);
    // Ours, the caller's own, or what JavaScript itself throws for the caller's value: a revoked proxy, the stack's end.
    if (thrown instanceof Error && OURS.test(thrown.message)) kind = 'ours';
    else if (thrown === own || thrown == null || thrown instanceof TypeError || thrown instanceof RangeError) kind = 'own';
    else throw new Error(`${what}: threw ${thrown?.stack ?? String(thrown)}`);
    assert.doesNotMatch(String(thrown?.message), /recursive use|unreachable|already borrowed|null pointer|out of bounds|closure/, what);
  }
  const took = performance.now() - start;
  assert.ok(took < 1000 * SECONDS, `${what}: ${Math.round(took)} ms`);
  if (kind === 'answer') assert.ok(Array.isArray(given?.programs) || Array.isArray(given?.items), `${what}: ${given}`);
  if (kind === 'refusal') {
    const { path, found, expected, message } = given.error;
    for (const text of [path, found, expected, message]) assert.equal(typeof text, 'string', what);
    assert.ok(expected && message, what);
    assert.ok(message.length < 5000, `${what}: a message of ${message.length} characters`);
  }
  return kind;
}

function stillGood(what) {
  assert.equal(stringify(screen(good())), once, `after ${what}`);
  assert.equal(stringify(interview(good(), ['area', '?birth_date.a'])), asked, `after ${what}`);
}

const counted = { answer: 0, refusal: 0, own: 0, ours: 0 };
for (const [name, value] of Object.entries(VALUES)) {
  test(`${name}, at every place of a document`, () => {
    // What takes long is tried at fewer places.
    const large = LARGE.test(name);
    for (const [place, put] of Object.entries(PLACES)) {
      if (large && !FEW.has(place)) continue;
      const what = `${name} as ${place}`;
      const made = put(value());
      counted[outcome(() => screen(made), what)] += 1;
      if (!large) outcome(() => interview(made, []), `${what}, interview`);
    }
    outcome(() => interview(good(), value()), `${name} for what was asked`);
    outcome(() => interview(good(), [value()]), `${name} among what was asked`);
    outcome(() => interview(good(), [], value()), `${name} for the options`);
    if (large) return stillGood(name);
    outcome(() => interview(good(), [], { needs: value(), only: null }), `${name} for needs`);
    outcome(() => interview(good(), [], { only: value() }), `${name} for only`);
    outcome(() => screen(good(), value()), `${name} for the options of screen`);
    outcome(() => screen(good(), { today: value() }), `${name} for today`);
    stillGood(name);
  });
}

test('there were values enough, and all that can happen did', () => {
  assert.ok(Object.keys(VALUES).length >= 120, `${Object.keys(VALUES).length} values`);
  for (const [kind, count] of Object.entries(counted)) assert.ok(count > 0, `${kind} never happened`);
});

test('the caller\'s own exception comes out as it is', () => {
  for (const value of [getter(fail), trap('ownKeys'), trap('has'), trap('get', { a: 1 }), trap('get', [1])]) {
    for (const call of [
      () => screen(value), () => screen({ ...good(), members: [value] }), () => interview(value, []), () => interview(good(), value),
      () => interview(good(), [], { needs: value }),
    ]) assert.throws(call, (thrown) => thrown === own);
  }
  for (const call of [() => screen(good(), getter(fail, 'today')), () => interview(good(), [], getter(fail, 'today'))]) {
    assert.throws(call, (thrown) => thrown === own);
  }
  stillGood('exceptions of the caller');
});

test('exceptions of the caller use nothing up', () => {
  const value = { ...good(), members: [getter(fail)] };
  const rounds = (count) => { for (let at = 0; at < count; at += 1) assert.throws(() => screen(value)); };
  rounds(100);
  const before = memory.buffer.byteLength;
  rounds(20000);
  assert.equal(memory.buffer.byteLength, before);
  stillGood('20,000 exceptions');
});

test('a getter may call again, and gets what anybody gets', () => {
  const seen = [];
  const value = good();
  Object.defineProperty(value, 'date', { enumerable: true, get() { seen.push(stringify(screen(good()))); return '2026-11-01'; } });
  assert.equal(stringify(screen(value)), once);
  assert.deepEqual(seen, [once]);
  stillGood('a call within a call');
});

test('polluted prototypes do not outlast the pollution', () => {
  const polluted = (target, key, descriptor, call) => {
    const before = Object.getOwnPropertyDescriptor(target, key);
    Object.defineProperty(target, key, { configurable: true, ...descriptor });
    try { call(); } finally {
      if (before) Object.defineProperty(target, key, before);
      else delete target[key];
    }
  };
  for (const [target, key, descriptor] of [
    [Object.prototype, 'min', { value: 1, enumerable: true, writable: true }],
    [Object.prototype, 'version', { get: fail, set() {}, enumerable: true }],
    [Object.prototype, Symbol.iterator, { value: fail, writable: true }],
    [Object.prototype, 'toJSON', { value: fail, writable: true }],
    [Array.prototype, Symbol.iterator, { value: fail, writable: true }],
    [Array.prototype, 'join', { value: () => 7, writable: true }],
    [Array.prototype, 'join', { value: fail, writable: true }],
    [Array.prototype, 0, { get: () => 'x', set() {} }],
    [Number.prototype, 'toString', { value: fail, writable: true }],
    [Number.prototype, 'toString', { value: () => ({}), writable: true }],
  ]) {
    const what = `${target.constructor.name}.prototype.${String(key)}`;
    let kind;
    polluted(target, key, descriptor, () => { try { kind = screen(good()); } catch (thrown) { kind = thrown; } });
    assert.ok(!(kind instanceof WebAssembly.RuntimeError), `${what}: ${kind?.stack}`);
    stillGood(what);
  }
  for (const [owner, key] of [[Object, 'keys'], [Object, 'values'], [Array, 'isArray'], [Reflect, 'get'], [Reflect, 'has'], [JSON, 'parse']]) {
    let thrown;
    polluted(owner, key, { value: fail, writable: true }, () => { try { screen(good()); } catch (caught) { thrown = caught; } });
    assert.ok(thrown === own, `${key}: ${thrown?.stack ?? String(thrown)}`);
    stillGood(key);
  }
});
