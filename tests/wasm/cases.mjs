// The same documents inside WASM as natively: every answer byte by byte.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { folder, interview, screen } from './api.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
// Decimals are strings and whole numbers small, so the text of a JavaScript value is the document's.
// Built as the other tests are: nothing more is compiled for it.
const lines = execFileSync('cargo', ['run', '-q', '-p', 'yingbao-tests', '--bin', 'documents'], {
  cwd: root, encoding: 'utf8', maxBuffer: 1 << 30,
}).trim().split('\n');

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

// --- the interview ---

const family = (name) => JSON.parse(readFileSync(join(root, 'tests/interview/families', `${name}.json`), 'utf8'));

function native(document, needs) {
  const cargo = ['run', '-q', '--release', '-p', 'yingbao-core', '--features', 'cli', '--bin', 'yingbao', '--'];
  const rulebook = join(folder('YINGBAO_SITE'), 'cn.rulebook');
  const args = [...cargo, 'interview', '--rulebook', rulebook, ...(needs ? ['--needs', needs] : [])];
  const said = execFileSync('cargo', args, { cwd: root, input: JSON.stringify(document), encoding: 'utf8' });
  const pages = said.trim().split('\n').map((line) => JSON.parse(line));
  return { screening: pages.pop().screening, pages };
}

const TOTALS = {
  income_total: ['wage', 'business_income', 'property_income', 'pension', 'central_basic_pension', 'other_transfer_income', 'support_received'],
  rigid_spending_total: ['medical_spending', 'education_spending', 'rehabilitation_spending', 'other_rigid_spending'],
};

// What a fact of a family comes to; the totals are nowhere told.
function known(whole, owner, fact) {
  const parts = TOTALS[fact];
  if (!parts) return owner[fact];
  // Plain numbers all of them: income by the month, spending for the year, as the totals are.
  return whole.members.flatMap((member) => parts.map((part) => member[part] ?? 0)).reduce((sum, one) => sum + one, 0);
}

// Answers one item for one of the people, or for the household: whether there was an answer.
function answer(whole, told, item, id) {
  const of = (document) => (id ? document.members.find((member) => member.id === id) : document.household);
  const [from, to] = [of(whole), of(told)];
  const facts = item.asks.map((path) => path.split('.').at(-1));
  const same = (a, b) => (b?.one_of ?? [b]).some((one) => JSON.stringify(a) === JSON.stringify(one));
  switch (item.form) {
    case 'region':
      told.region = whole.region;
      return true;
    case 'tick': {
      const values = facts.map((fact) => known(whole, from, fact));
      if (facts.every((fact, at) => same(values[at], item.unticked[fact]))) Object.assign(to, item.unticked);
      else if (facts.some((fact, at) => values[at] !== undefined && !same(values[at], item.unticked[fact]))) Object.assign(to, item.ticked);
      else return false;
      return true;
    }
    case 'band': {
      const [fact] = facts;
      const sum = known(whole, from, fact);
      const holding = item.bands.filter(({ min = 0, max = Infinity }) => sum >= Number(min) && sum <= Number(max));
      assert.equal(holding.length, 1, `${fact}: ${sum} in ${JSON.stringify(item.bands)}`);
      to[fact] = holding[0];
      return true;
    }
    default: {
      const there = facts.filter((fact) => from[fact] !== undefined);
      for (const fact of there) to[fact] = from[fact];
      return there.length > 0;
    }
  }
}

function played(whole, options) {
  const { household: _, members, region: __, ...rest } = whole;
  const start = ({ id, relation }) => (relation === 'self' ? { id, relation } : { id });
  const told = { ...rest, household: {}, members: members.map(start) };
  const asked = [];
  for (const pages = []; pages.length < 40;) {
    const page = interview(told, asked, options);
    assert.equal(page.error, undefined, page.error?.message);
    if (page.page === null) return { told, asked, pages };
    assert.ok(page.items.length > 0 && page.ahead >= 0);
    pages.push(page);
    for (const item of page.items) {
      const people = item.people ?? [undefined];
      assert.deepEqual(item.keys, people.map((id) => (id ? `${item.key}.${id}` : item.key)));
      for (const [at, key] of item.keys.entries()) asked.push((answer(whole, told, item, people[at]) ? '' : '?') + key);
    }
  }
  assert.fail('no end');
}

const verdicts = ({ programs }) => programs.map(({ id, member, verdict }) => `${id} ${member ?? ''} ${verdict}`);

for (const [name, needs] of [['elder-alone-village'], ['disabled-adult-alone-town', 'disability'], ['single-mother-town'], ['migrants-town', 'school']]) {
  test(`${name}: page by page to what the command line's interview says`, () => {
    const whole = family(name);
    const expected = native(whole, needs);
    const { told, pages } = played(whole, needs && { needs: [needs] });
    assert.deepEqual(pages.map(({ page }) => page), expected.pages.map(({ id }) => id));
    assert.deepEqual(pages.map(({ items }) => items.map(({ key }) => key)), expected.pages.map(({ questions }) => questions));
    assert.deepEqual(verdicts(screen(told)), verdicts(expected.screening));
  });
}

test('a result leads to what it lacks alone', () => {
  const whole = family('elder-couple-village');
  const { told, asked } = played(whole);
  const only = ['household.savings'];
  told.household.savings = { min: 0, max: 200000 };
  const { page, items } = interview(told, asked, { only });
  assert.deepEqual([page, items.map(({ key }) => key)], ['property', ['savings']]);
  told.household.savings = whole.household.savings;
  assert.equal(interview(told, asked, { only }).page, null);
});

test('who is not sure is asked nothing finer', () => {
  const one = { version: 1, date: '2026-11-01', region: '310115', household: { area: 'urban' }, members: [{ id: 'a.b', relation: 'self', age: 40 }] };
  const keys = (household, asked) => {
    const seen = [];
    for (let page; (page = interview(household, [...asked, ...seen])).page !== null;) {
      seen.push(...page.items.flatMap((item) => item.keys).map((key) => `?${key}`));
    }
    return seen.map((key) => key.slice(1));
  };
  assert.ok(!keys(one, []).includes('labour_capacity.a.b'));
  const ticked = structuredClone(one);
  ticked.members[0].labour_capacity = { one_of: ['partial', 'none'] };
  assert.ok(keys(ticked, ['cannot_work.a.b']).includes('labour_capacity.a.b'));
});

test('a key, a need or a lack that there is not is an answer that names its place', () => {
  const one = { version: 1, members: [{ id: 'a', relation: 'self' }] };
  for (const [asked, options, path, found] of [
    [['area', '?birth_date.a', 'area', 'savings_band.a'], {}, 'asked[3]', '"savings_band.a"'],
    [['birth_date.b'], {}, 'asked[0]', '"birth_date.b"'],
    [['birth_date'], {}, 'asked[0]', '"birth_date"'],
    [['nothing'], {}, 'asked[0]', '"nothing"'],
    [[3], {}, 'asked[0]', '3'],
    ['area', {}, 'asked', '"area"'],
    [[], { needs: ['health', 'wealth'] }, 'options.needs[1]', '"wealth"'],
    [[], { only: ['members.b.wage'] }, 'options.only[0]', '"members.b.wage"'],
  ]) {
    const { error } = interview(one, asked, options);
    assert.deepEqual([error?.path, error?.found], [path, found]);
    assert.ok(error.expected && error.message);
  }
  assert.equal(interview({ version: 2, members: [] }, []).error.path, 'version');
});
