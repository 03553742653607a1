import type { Now } from '../../../core/clock';
import type { AuthorizerVerdict } from './parse-verdict';

export interface VerdictCache {
  get(key: string): AuthorizerVerdict | undefined;
  set(key: string, verdict: AuthorizerVerdict): void;
  /** Verdicts that are kept, those that have expired since the last `set` included. */
  size(): number;
}

/** A cache larger than this forgets its oldest verdict. */
export const maxCachedVerdicts = 10_000;

/** Keeps verdicts for `cacheSeconds`; what has expired is forgotten with the next verdict. */
export const createVerdictCache = (cacheSeconds: number, now: Now): VerdictCache => {
  /** Oldest first: all of them last equally long. */
  const kept = new Map<string, { readonly verdict: AuthorizerVerdict; readonly until: number }>();
  return {
    get: (key) => {
      const found = kept.get(key);
      return found !== undefined && found.until > now() ? found.verdict : undefined;
    },
    set: (key, verdict) => {
      kept.delete(key);
      for (const [oldest, { until }] of kept) {
        if (until > now() && kept.size < maxCachedVerdicts) break;
        kept.delete(oldest);
      }
      kept.set(key, { verdict, until: now() + cacheSeconds * 1000 });
    },
    size: () => kept.size,
  };
};
