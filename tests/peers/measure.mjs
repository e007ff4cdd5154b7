// Times in a process that others disturb: short pieces many times over, of which the median; rounds in which every task has its turn.

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
};

/** What a piece of the inputs takes at most, about: short enough that most pieces run undisturbed. */
const PIECE = 1;

/**
 * Microseconds an input: of each piece of the inputs the median of as many passes as fit into `milliseconds`. Of what a piece
 * meets only now and then, another process or a collection of garbage, the median knows nothing; it is the same for all.
 */
async function timed({ screen, waits }, inputs, milliseconds) {
  const run = async (some) => {
    const start = performance.now();
    if (waits) for (const input of some) await screen(input);
    else for (const input of some) screen(input);
    return performance.now() - start;
  };
  const end = performance.now() + milliseconds;
  const size = Math.max(1, Math.floor(inputs.length * Math.min(1, PIECE / await run(inputs))));
  const pieces = [];
  for (let at = 0; at < inputs.length; at += size) pieces.push({ inputs: inputs.slice(at, at + size), times: [] });
  do {
    for (const piece of pieces) piece.times.push(await run(piece.inputs));
  } while (performance.now() < end || pieces[0].times.length < 5);
  return 1000 * pieces.reduce((sum, { times }) => sum + median(times), 0) / inputs.length;
}

/**
 * Takes `rounds` rounds in which each task has its turn, over inputs of its own, after one round that does not count. Gives for
 * each the median, the least and the most of its rounds, and the median of its ratio to task `base` in the same round.
 */
export async function compare(tasks, { rounds, milliseconds, base = 0 }) {
  const times = tasks.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, task] of tasks.entries()) {
      globalThis.gc?.();
      const time = await timed(task, task.inputs, milliseconds);
      if (round > 0) times[at].push(time);
    }
  }
  return times.map((of) => ({
    median: median(of),
    least: Math.min(...of),
    most: Math.max(...of),
    ratio: median(of.map((time, round) => time / times[base][round])),
  }));
}
