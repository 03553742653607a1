import type { ModelKey } from '../../contracts/model-catalog';
import type { RegionCandidate } from './plan-regions';
import type { Lease, RegionBreaker } from './region-breaker';

/** Who is asked next. `lastResort`: although its circuit is open. */
export interface Turn {
  readonly candidate: RegionCandidate;
  readonly lease: Lease;
  readonly lastResort: boolean;
}

/** The next region that is let in; when none is, and no last resort was taken yet, the one that recovers first. */
export const nextTurn = (
  breaker: RegionBreaker,
  model: ModelKey,
  untried: readonly RegionCandidate[],
  lastResortTaken: boolean,
): Turn | undefined => {
  for (const candidate of untried) {
    const lease = breaker.admit(candidate.region, model);
    if (lease !== undefined) return { candidate, lease, lastResort: false };
  }
  if (lastResortTaken) return undefined;
  const [first] = untried
    .filter(({ region }) => !breaker.isQuarantined(region, model))
    .toSorted((a, b) => breaker.recoversAt(a.region, model) - breaker.recoversAt(b.region, model));
  return first && { candidate: first, lease: breaker.force(first.region, model), lastResort: true };
};
