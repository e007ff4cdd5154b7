// Random households, the same ones every time. Money is in fen, so that a sum of it is exact in a double too.

/** The figures of the task; `dibao8/regions` and the rules of every engine have the same. */
export const STANDARD = { urban: 104000, rural: 79100 };

/** A generator of whole numbers below `n`, by a seed (mulberry32). */
function numbers(seed) {
  return (n) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let x = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return Math.floor(((x ^ (x >>> 14)) >>> 0) / 4294967296 * n);
  };
}

/** What counts of a wage and the rest, in tenths of a fen: 30 % of a wage in fen is not always whole fen. */
const counted = ({ wage, pension, farm, transfer }, standard) =>
  10 * wage - Math.min(3 * wage, 5 * standard) + 10 * (pension + farm + transfer);

/** `count` households. About a third has an income exactly at a line or one fen beside it, a third savings at the limit. */
export function households(count, seed = 20261101) {
  const below = numbers(seed);
  const one = (...of) => of[below(of.length)];
  return Array.from({ length: count }, () => {
    const area = one('urban', 'rural');
    const size = 1 + below(8);
    const standard = STANDARD[area];
    const line = standard * size;
    const most = one(0.3, 0.8, 1.5, 3) * standard;
    const members = Array.from({ length: size }, () => ({
      age: below(95),
      severely_disabled: below(8) === 0,
      supported: below(3) === 0,
      wage: one(0, below(Math.round(2 * most))),
      pension: one(0, 0, 0, below(Math.round(most)), below(Math.round(most)), standard),
      farm: one(0, 0, 0, below(20000)),
      transfer: one(0, 0, 0, below(20000)),
    }));
    const target = one(0, 0, line, Math.round(1.5 * line));
    if (target) {
      // Whole yuan leave no tenths of a fen behind; the pension of the last one makes up what is lacking.
      for (const member of members) member.wage = Math.min(100 * Math.floor(member.wage / 100), standard / 2);
      const last = members[size - 1];
      last.pension = 0;
      const rest = members.reduce((sum, member) => sum + counted(member, standard), 0) / 10;
      last.pension = Math.max(0, target + one(-1, 0, 0, 1) - rest);
    }
    return {
      area,
      savings: one(below(40 * line), below(1000000), 24 * line + one(-1, 0, 1)),
      homes: one(0, 1, 1, 1, 2),
      cars: one(0, 0, 0, 1, 2),
      car_exempt: below(3) === 0,
      members,
    };
  });
}
