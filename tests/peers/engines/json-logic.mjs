// json-logic-engine: rules as JSON, each made into a function once.
import { LogicEngine } from 'json-logic-engine';
import { chain } from './chain.mjs';
import { version } from './version.mjs';

const of = (path) => ({ var: path });
const total = (list, what) => ({ reduce: [list, { '+': [of(`current${what}`), of('accumulator')] }, 0] });

// `unit`: how many of what sums are in make one of what amounts are in.
const rules = ({ unit, share, half, near, urban, rural }) => ({
  standard: { if: [{ '===': [of('household.area'), 'urban'] }, urban, rural] },
  people: {
    map: [of('household.members'), {
      eachKey: {
        own: { '-': [
          { '*': [unit, { '+': [of('wage'), of('pension'), of('farm'), of('transfer')] }] },
          { min: [{ '*': [share, of('wage')] }, { '*': [half, of('../../standard')] }] },
        ] },
        alone: { and: [
          { or: [{ '<': [of('age'), 16] }, { '>=': [of('age'), 60] }, of('severely_disabled')] },
          { '!': of('supported') },
        ] },
      },
    }],
  },
  income: total(of('people'), '.own'),
  line: { '*': [of('standard'), { length: of('household.members') }] },
  property: { and: [
    { '<=': [of('household.savings'), { '*': [24, of('line')] }] },
    { '<=': [of('household.homes'), 1] },
    { or: [{ '===': [of('household.cars'), 0] }, of('household.car_exempt')] },
  ] },
  dibao: { and: [of('property'), { '<': [of('income'), { '*': [unit, of('line')] }] }] },
  near: { and: [of('property'), { '!': of('dibao') }, { '<=': [of('income'), { '*': [near, of('line')] }] }] },
  top_up: { if: [of('dibao'), { '-': [{ '*': [unit, of('line')] }, of('income')] }, 0] },
  tekun: { length: { filter: [of('people'), { and: [of('alone'), { '<': [of('own'), { '*': [unit, of('../../standard')] }] }] }] } },
});

const engine = new LogicEngine();
const compiled = (figures) => chain(Object.entries(rules(figures)).map(([name, rule]) => [name, engine.build(rule)]));

export const jsonLogic = {
  name: 'json-logic-engine, compiled',
  version: version('json-logic-engine'),
  gives: 'the results',
  input: (household) => household,
  screen: compiled({ unit: 10, share: 3, half: 5, near: 15, urban: 104000, rural: 79100 }),
};

/** The verdict by the same rules over yuan, as documents have them: a double holds few sums of those exactly. */
export function verdictInYuan({ members, savings, ...household }) {
  const yuan = ({ wage, pension, farm, transfer, ...member }) =>
    ({ ...member, wage: wage / 100, pension: pension / 100, farm: farm / 100, transfer: transfer / 100 });
  return inYuan({ ...household, savings: savings / 100, members: members.map(yuan) }).verdict;
}
const inYuan = compiled({ unit: 1, share: 0.3, half: 0.5, near: 1.5, urban: 1040, rural: 791 });
