// CEL, by two packages. It has no sum of its own: that is a function of the host. Money is a double with whole fen in it, since
// JavaScript's numbers are doubles to CEL; its integers would be BigInts.
import { CelScalar, celEnv, celFunc, isCelError, listType, parse, plan } from '@bufbuild/cel';
import { Environment } from '@marcbachmann/cel-js';
import { chain } from './chain.mjs';
import { version } from './version.mjs';

const RULES = {
  standard: 'household.area == "urban" ? 104000.0 : 79100.0',
  people: `household.members.map(m, {
    "own": 10.0 * (m.wage + m.pension + m.farm + m.transfer)
      - (3.0 * m.wage < 5.0 * standard ? 3.0 * m.wage : 5.0 * standard),
    "alone": (m.age < 16.0 || m.age >= 60.0 || m.severely_disabled) && !m.supported})`,
  income: 'sum(people.map(p, p.own))',
  line: 'standard * double(size(household.members))',
  property: 'household.savings <= 24.0 * line && household.homes <= 1.0 && (household.cars == 0.0 || household.car_exempt)',
  dibao: 'property && income < 10.0 * line',
  near: 'property && !dibao && income <= 15.0 * line',
  top_up: 'dibao ? 10.0 * line - income : 0.0',
  tekun: 'size(people.filter(p, p.alone && p.own < 10.0 * standard))',
};

function sum(list) {
  let total = 0;
  for (const value of list) total += value;
  return total;
}

const bufbuildEnv = celEnv({ funcs: [celFunc('sum', [listType(CelScalar.DYN)], CelScalar.DOUBLE, sum)] });

function bufbuildRule(text) {
  const rule = plan(bufbuildEnv, parse(text));
  return (facts) => {
    const value = rule(facts);
    if (isCelError(value)) throw new Error(`${text}: ${value.message}`);
    return value;
  };
}

export const bufbuild = {
  name: '@bufbuild/cel',
  version: version('@bufbuild/cel'),
  gives: 'the results',
  input: (household) => household,
  screen: chain(Object.entries(RULES).map(([name, text]) => [name, bufbuildRule(text)])),
};

const environment = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false })
  .registerFunction('sum(list): double', sum);

export const celJs = {
  name: '@marcbachmann/cel-js',
  version: version('@marcbachmann/cel-js'),
  gives: 'the results',
  input: (household) => household,
  screen: chain(Object.entries(RULES).map(([name, text]) => [name, environment.parse(text)])),
};
