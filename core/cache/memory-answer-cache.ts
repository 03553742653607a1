import type { Now } from '../clock';
import type { AnswerCache, CachedAnswer } from './answer-cache';
import { isKeepable } from './answer-entry';
import { cacheKey } from './cache-key';

export interface MemoryAnswerCacheDependencies {
  readonly now: Now;
  /** Read for each answer; 0 switches the cache off. */
  readonly ttlSeconds: () => number;
  /** Answers beyond this push out the one that was not read for longest. */
  readonly maxAnswers?: number;
}

interface Entry extends CachedAnswer {
  readonly expiresAt: number;
}

/** The answer cache of one process, for a machine without Redis. */
export const createMemoryAnswerCache = ({
  now,
  ttlSeconds,
  maxAnswers = 1000,
}: MemoryAnswerCacheDependencies): AnswerCache => {
  /** In the order of their last use. */
  const entries = new Map<string, Entry>();

  return {
    get: async (scope) => {
      const key = cacheKey(scope);
      const entry = entries.get(key);
      entries.delete(key);
      if (entry === undefined || entry.expiresAt <= now()) return undefined;
      entries.set(key, entry);
      return { answer: entry.answer, storedAt: entry.storedAt };
    },

    put: async (scope, answer) => {
      const ttl = ttlSeconds();
      if (ttl === 0 || !isKeepable(answer)) return;
      const key = cacheKey(scope);
      entries.delete(key);
      entries.set(key, { answer, storedAt: now(), expiresAt: now() + ttl * 1000 });
      const [oldest] = entries.keys();
      if (entries.size > maxAnswers && oldest !== undefined) entries.delete(oldest);
    },

    purge: async (what) => {
      const keys = [...entries]
        .filter(([, { answer }]) => what === 'all' || answer.sources.includes(what.catalogId))
        .map(([key]) => key);
      for (const key of keys) entries.delete(key);
      return keys.length;
    },

    state: () => (ttlSeconds() === 0 ? 'off' : 'up'),
  };
};
