// GoRules ZEN, native: one decision with the rules as one node of expressions. It answers by a promise only.
import { ZenEngine } from '@gorules/zen-engine';
import { answer } from './chain.mjs';
import { version } from './version.mjs';

const RULES = {
  standard: 'area == "urban" ? 104000 : 79100',
  people: `map(members, {
    own: 10 * (#.wage + #.pension + #.farm + #.transfer) - min([3 * #.wage, 5 * $.standard]),
    alone: (#.age < 16 or #.age >= 60 or #.severely_disabled) and not #.supported })`,
  income: 'sum(map($.people, #.own))',
  line: '$.standard * len(members)',
  property: 'savings <= 24 * $.line and homes <= 1 and (cars == 0 or car_exempt)',
  dibao: '$.property and $.income < 10 * $.line',
  near: '$.property and not $.dibao and $.income <= 15 * $.line',
  top_up: '$.dibao ? 10 * $.line - $.income : 0',
  tekun: 'len(filter($.people, #.alone and #.own < 10 * $.standard))',
};

const node = (id, type, content = {}) => ({ id, type, name: id, position: { x: 0, y: 0 }, content });
const decision = new ZenEngine().createDecision({
  nodes: [
    node('household', 'inputNode'),
    node('rules', 'expressionNode', {
      expressions: Object.entries(RULES).map(([key, value]) => ({ id: key, key, value })),
    }),
    node('answer', 'outputNode'),
  ],
  edges: [
    { id: 'in', type: 'edge', sourceId: 'household', targetId: 'rules' },
    { id: 'out', type: 'edge', sourceId: 'rules', targetId: 'answer' },
  ],
});

export const zen = {
  name: '@gorules/zen-engine, native',
  version: version('@gorules/zen-engine'),
  gives: 'the results, each value in between; a trace on request',
  input: (household) => household,
  waits: true,
  screen: async (household) => answer(household, (await decision.evaluate(household)).result),
};
