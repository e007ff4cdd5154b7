// How a team runs named rules with an engine that only knows expressions: one after the other, each over the household and
// what the rules before it gave.

/** Runs compiled `rules`, pairs of a name and a function, and makes the answer of what they gave. */
export function chain(rules) {
  return (household) => {
    const facts = {
      household, standard: 0, people: null, income: 0, line: 0, property: false, dibao: false, near: false, top_up: 0, tekun: 0,
    };
    for (const [name, rule] of rules) facts[name] = rule(facts);
    return answer(household, facts);
  };
}

/** The answer out of the results of the rules; sums are in tenths of a fen until here. */
export const answer = ({ members }, { income, dibao, near, top_up: topUp, tekun }) => ({
  verdict: dibao ? 'dibao' : near ? 'near_dibao' : 'none',
  topUp: Math.round(topUp / 10),
  perHead: Math.round(income / (10 * members.length)),
  tekun: Number(tekun),
});
