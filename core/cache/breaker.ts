import type { Now } from '../clock';

export interface Breaker {
  /** Whether to try now. After an open period one caller is let through; the others are not before it has reported. */
  allows(): boolean;
  succeeded(): void;
  failed(): void;
  isOpen(): boolean;
}

export interface BreakerLimits {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** First open period, milliseconds; it doubles with each failed probe. */
  readonly firstOpenMs: number;
  readonly longestOpenMs: number;
}

/** A probe costs one caller a moment: what is back is to be used soon. */
export const defaultBreakerLimits: BreakerLimits = { failures: 5, firstOpenMs: 500, longestOpenMs: 5_000 };

type State =
  | { readonly kind: 'closed'; readonly failures: number }
  | { readonly kind: 'open'; readonly until: number; readonly openMs: number }
  | { readonly kind: 'probing'; readonly openMs: number };

/** Keeps callers from waiting for what has just failed several times. */
export const createBreaker = (now: Now, limits: BreakerLimits = defaultBreakerLimits): Breaker => {
  let state: State = { kind: 'closed', failures: 0 };
  const open = (openMs: number): void => {
    state = { kind: 'open', until: now() + openMs, openMs };
  };

  return {
    allows() {
      if (state.kind === 'closed') return true;
      if (state.kind === 'probing' || state.until > now()) return false;
      state = { kind: 'probing', openMs: state.openMs };
      return true;
    },
    succeeded() {
      state = { kind: 'closed', failures: 0 };
    },
    failed() {
      if (state.kind === 'probing') open(Math.min(state.openMs * 2, limits.longestOpenMs));
      else if (state.kind === 'closed') {
        const failures = state.failures + 1;
        if (failures >= limits.failures) open(limits.firstOpenMs);
        else state = { kind: 'closed', failures };
      }
    },
    isOpen: () => state.kind !== 'closed',
  };
};
