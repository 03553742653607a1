import type { Fault } from '../faults/fault';
import { shuffled } from '../seeded-random';

/** Longest time from a fault's beginning until all is to be as before, in seconds. */
const longestSeconds = ({ seconds, recoversWithin: { chat, jobs } }: Fault): number =>
  seconds + Math.max(chat, jobs);

/**
 * Every fault once, however long that takes: first those that come first, then the others in an order that the seed decides.
 * After that the others again and again, each time in another order, until one comes that may not fit into `secondsLeft`.
 */
export function* planFaults(
  faults: readonly Fault[],
  random: () => number,
  secondsLeft: () => number,
): Generator<Fault> {
  const others = faults.filter(({ comesFirst }) => comesFirst !== true);
  yield* faults.filter((fault) => !others.includes(fault));
  yield* shuffled(random, others);
  while (others.length > 0)
    for (const fault of shuffled(random, others)) {
      if (longestSeconds(fault) > secondsLeft()) return;
      yield fault;
    }
}
