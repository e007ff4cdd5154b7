// The task by hand, in whole numbers: what every engine has to answer, and what no engine at all would cost.
import { STANDARD } from './households.mjs';

/** A quotient of whole numbers, rounded half up. */
const rounded = (value, by) => Math.floor((2 * value + by) / (2 * by));

/**
 * `verdict`: `dibao`, `near_dibao` or `none`; `topUp` and `perHead`, the income of each, in fen; `tekun`: of how many
 * members it is likely.
 */
export function byHand({ area, savings, homes, cars, car_exempt: exempt, members }) {
  const standard = STANDARD[area];
  const line = standard * members.length;
  let income = 0;
  let tekun = 0;
  for (const { age, severely_disabled: disabled, supported, wage, pension, farm, transfer } of members) {
    const own = 10 * (wage + pension + farm + transfer) - Math.min(3 * wage, 5 * standard);
    income += own;
    if ((age < 16 || age >= 60 || disabled) && !supported && own < 10 * standard) tekun += 1;
  }
  const property = savings <= 24 * line && homes <= 1 && (cars === 0 || exempt);
  const dibao = property && income < 10 * line;
  const near = property && !dibao && income <= 15 * line;
  return {
    verdict: dibao ? 'dibao' : near ? 'near_dibao' : 'none',
    topUp: dibao ? rounded(10 * line - income, 10) : 0,
    perHead: rounded(income, 10 * members.length),
    tekun,
  };
}
