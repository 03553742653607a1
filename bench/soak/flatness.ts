import { floors, type Point, trend } from '../statistics/trend';
import type { Measure } from './sample-process';

/** What is no growth: less than the larger of a share of the level and the least that means something. */
const shareAllowed = 0.1;
const leastAllowed: Readonly<Record<Measure, number>> = {
  residentMiB: 10,
  heapMiB: 6,
  sockets: 6,
  handles: 8,
};

export const allowedGrowth = (measure: Measure, level: number): number =>
  Math.max(leastAllowed[measure], shareAllowed * level);

export interface Flatness {
  readonly flat: boolean;
  /** The middle of the floors, after the warm-up. */
  readonly level: number;
  /** By how much the line through the floors rises over the watched time; negative where it falls. */
  readonly growth: number;
  readonly allowed: number;
  readonly minutes: number;
  readonly floors: readonly number[];
}

/** Fewer floors say nothing about a slope. */
const fewestPeriods = 4;

/**
 * Whether something stayed flat after the warm-up, by the slope of its floors: one for each period of the load, from burst to
 * burst, since what a burst takes is given back slowly. A shorter soak has one for each minute, or each twentieth of its
 * time. Undefined when there is too little to say.
 */
export const flatness = (
  measure: Measure,
  points: readonly Point[],
  { warmUpMinutes, periodMinutes }: { readonly warmUpMinutes: number; readonly periodMinutes: number },
): Flatness | undefined => {
  const since = points
    .filter(({ minute }) => minute >= warmUpMinutes)
    .map(({ minute, value }) => ({ minute: minute - warmUpMinutes, value }));
  const last = since.at(-1)?.minute ?? 0;
  const periods = Math.round(last / periodMinutes);
  const isLong = periods >= fewestPeriods;
  const watched = isLong ? since.filter(({ minute }) => minute < periods * periodMinutes) : since;
  const lows = floors(watched, isLong ? periodMinutes : Math.min(1, last / 20));
  const line = trend(lows);
  if (line === undefined) return undefined;
  const growth = line.slope * last;
  const allowed = allowedGrowth(measure, line.median);
  return {
    flat: growth < allowed,
    level: line.median,
    growth,
    allowed,
    minutes: last,
    floors: lows.map(({ value }) => value),
  };
};
