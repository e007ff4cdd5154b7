// Every engine of the bench gives the same answers; without that its times say nothing.
import assert from 'node:assert/strict';
import test from 'node:test';
import { engines, hand } from './engines/all.mjs';
import { screen } from './engines/yingbao.mjs';
import { STANDARD, households } from './households.mjs';
import { byHand } from './oracle.mjs';

const COUNT = 5000;
const all = households(COUNT);
const expected = all.map(byHand);

/** The first household for which an engine says something else. */
async function disagreement({ input, screen }) {
  for (const [at, household] of all.entries()) {
    const given = await screen(input(household));
    try {
      assert.deepEqual(given, expected[at]);
    } catch {
      return { household, given, expected: expected[at] };
    }
  }
  return undefined;
}

for (const engine of engines) {
  if (engine === hand) continue;
  test(`${engine.name} agrees about ${COUNT} households`, async () => {
    assert.equal(await disagreement(engine), undefined);
  });
}

// The households are such that each of these mistakes, easily made in one engine's rules, would be noticed.
const own = ({ wage, pension, farm, transfer }, standard) =>
  10 * (wage + pension + farm + transfer) - Math.min(3 * wage, 5 * standard);
const sums = ({ area, members }) => {
  const standard = STANDARD[area];
  return { standard, line: standard * members.length, income: members.reduce((sum, one) => sum + own(one, standard), 0) };
};
const kin = ({ supported, age, severely_disabled: disabled }) => !supported && (age < 16 || age >= 60 || disabled);
for (const [mistake, wrong] of Object.entries({
  'the line itself taken for below it': (household) => {
    const { income, line } = sums(household);
    return income === 10 * line ? { verdict: 'dibao' } : {};
  },
  'the line of near dibao left out': (household) => {
    const { income, line } = sums(household);
    return income === 15 * line ? { verdict: 'none' } : {};
  },
  'savings at the limit taken for too much': (household) =>
    (household.savings === 24 * sums(household).line ? { verdict: 'none' } : {}),
  'a second home overlooked': (household) =>
    (household.homes > 1 ? { verdict: byHand({ ...household, homes: 1 }).verdict } : {}),
  'an exempt car counted': (household) => (household.cars > 0 ? { verdict: 'none' } : {}),
  'a top-up cut instead of rounded': (household) => {
    const { income, line } = sums(household);
    return byHand(household).topUp ? { topUp: Math.floor((10 * line - income) / 10) } : {};
  },
  'the wage counted whole': (household) => ({ perHead: byHand({
    ...household, members: household.members.map((one) => ({ ...one, wage: 0, pension: one.pension + one.wage })),
  }).perHead }),
  'an income of the standard itself taken for below it': (household) => {
    const { standard } = sums(household);
    return { tekun: household.members.filter((one) => kin(one) && own(one, standard) <= 10 * standard).length };
  },
  'the age of 60 left out': (household) => ({
    tekun: byHand({ ...household, members: household.members.map((one) => (one.age === 60 ? { ...one, age: 59 } : one)) }).tekun,
  }),
  'the age of 16 taken in': (household) => ({
    tekun: byHand({ ...household, members: household.members.map((one) => (one.age === 16 ? { ...one, age: 15 } : one)) }).tekun,
  }),
})) {
  test(`the households find ${mistake}`, async () => {
    const mistaken = (household) => ({ ...byHand(household), ...wrong(household) });
    assert.ok(await disagreement({ input: (household) => household, screen: mistaken }));
  });
}

test('with something unknown ours says what is open and what would settle it', () => {
  const { programs } = screen({
    version: 1, date: '2026-11-01', region: '000000',
    household: { area: 'urban', savings: 0, homes: 1, cars: 0 },
    members: [{ id: 'a', relation: 'self', age: 40, wage: { min: 0, max: 2000 }, pension: 0, farm: 0, transfer: 0 }],
  });
  const [dibao, , tekun] = programs;
  assert.equal(dibao.verdict, 'possible');
  assert.deepEqual(dibao.missing, ['members.a.wage']);
  assert.deepEqual(dibao.amount, { min: '0.00', max: '1040.00', per: 'month' });
  assert.deepEqual(tekun.missing.sort(), ['members.a.severely_disabled', 'members.a.supported', 'members.a.wage']);
});
