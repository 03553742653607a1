import type { Fault } from '../faults/fault';

/** What a fault and the quiet after it usually take beside the fault itself, in seconds. */
const quietSeconds = 6;

const shuffled = <T>(list: readonly T[], random: () => number): readonly T[] =>
  list
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);

/** The faults in an order that the seed decides, as many as fit into `seconds`; with time left all of them once more, in another order. */
export const planFaults = (
  faults: readonly Fault[],
  seconds: number,
  random: () => number,
): readonly Fault[] => {
  const planned: Fault[] = [];
  let left = seconds;
  while (faults.length > 0) {
    for (const fault of shuffled(faults, random)) {
      left -= fault.seconds + quietSeconds;
      if (left < 0) return planned;
      planned.push(fault);
    }
  }
  return planned;
};
