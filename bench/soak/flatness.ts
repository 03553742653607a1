import { floors, type Point, trend } from '../statistics/trend';
import type { Measure } from './sample-process';

/** A process is flat when the line through its floors rises by less than the larger of these two over the time that was watched. */
const shareAllowed = 0.1;
const leastAllowed: Readonly<Record<Measure, number>> = {
  residentMiB: 10,
  heapMiB: 6,
  sockets: 6,
  handles: 8,
};

export interface Flatness {
  readonly flat: boolean;
  /** The middle of the floors, after the warm-up. */
  readonly level: number;
  /** By how much the line through the floors rises over the watched time; negative where it falls. */
  readonly growth: number;
  readonly allowed: number;
  readonly minutes: number;
}

/**
 * Whether something stayed flat after the warm-up, by the slope of its floors: one for each minute, or for each
 * twentieth of a shorter time. Undefined when there is too little to say.
 */
export const flatness = (
  measure: Measure,
  points: readonly Point[],
  warmUpMinutes: number,
): Flatness | undefined => {
  const watched = points.filter(({ minute }) => minute >= warmUpMinutes);
  const last = watched.at(-1)?.minute ?? 0;
  const line = trend(floors(watched, Math.min(1, (last - warmUpMinutes) / 20)));
  if (line === undefined) return undefined;
  const growth = line.slope * line.minutes;
  const allowed = Math.max(leastAllowed[measure], shareAllowed * line.median);
  return { flat: growth < allowed, level: line.median, growth, allowed, minutes: line.minutes };
};
