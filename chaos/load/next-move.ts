import type { Outcome } from './ledger';

/** What a well-behaved client does after an attempt. */
export type Move =
  | { readonly kind: 'next' | 'give-up' }
  | { readonly kind: 'again'; readonly afterMs: number };

const pauseMs = 500;
/** However long a reply asks it to wait, a customer looks again after this. */
const longestPauseMs = 2_000;

/** The same message again after what may pass, the next one after an answer; what cannot succeed is given up. */
export const nextMove = (outcome: Outcome): Move => {
  switch (outcome.kind) {
    case 'answered':
    case 'deferred':
      return { kind: 'next' };
    case 'refused':
      return outcome.retryable
        ? {
            kind: 'again',
            afterMs: Math.min(longestPauseMs, Math.max(pauseMs, (outcome.retryAfterSeconds ?? 0) * 1000)),
          }
        : { kind: 'give-up' };
    case 'undocumented':
      return { kind: 'give-up' };
    case 'broken':
    case 'silent':
      return { kind: 'again', afterMs: pauseMs };
    case 'dropped':
      return { kind: 'again', afterMs: 0 };
  }
};
