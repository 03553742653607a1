import type { FaultWindow } from '../schedule/fault-window';

/** Faults that what happened between two moments may suffer from: until chat has to work as before, the time is theirs. */
export const windowsAround = (
  windows: readonly FaultWindow[],
  { from, until }: { readonly from: number; readonly until: number },
): readonly FaultWindow[] =>
  windows.filter(
    ({ fault, beganAt, endedAt }) => until >= beganAt && from <= endedAt + fault.recoversWithin.chat * 1000,
  );

/** For a sentence about something in a time: ` (DynamoDB slow)`, or nothing. */
export const faultsAround = (...time: Parameters<typeof windowsAround>): string => {
  const names = windowsAround(...time).map(({ fault }) => fault.name);
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
};
