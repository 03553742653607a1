import type { StoredAnswer } from '../sessions/session-store';

/** What an answer depends on, and nothing else: see decision 7 of the design. */
export interface CacheScope {
  readonly model: string;
  readonly promptVersion: string;
  readonly language: string;
  /** Ids and versions of the retrieved items, in the order in which the model sees them. */
  readonly context: readonly string[];
  /** Normalised message: see `normalise-message.ts`. */
  readonly message: string;
}

/**
 * Answers that do not depend on who asks. It never rejects and never takes longer than its time limit:
 * a cache that is down is a miss.
 */
export interface AnswerCache {
  /** What was put for an equal scope and has not expired. */
  get(scope: CacheScope): Promise<CachedAnswer | undefined>;
  put(scope: CacheScope, answer: StoredAnswer): Promise<void>;
  /** Removes what was answered with one catalogue item as context, or everything. Rejects when the cache is down. */
  purge(what: { readonly catalogId: string } | 'all'): Promise<number>;
  state(): 'up' | 'down' | 'off';
}

export interface CachedAnswer {
  readonly answer: StoredAnswer;
  /** Epoch milliseconds. */
  readonly storedAt: number;
}
