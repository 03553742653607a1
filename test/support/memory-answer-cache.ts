import type { AnswerCache, CachedAnswer, CacheScope } from '../../core/cache/answer-cache';

/** Answers in a map. */
export const memoryAnswerCache = (state: 'up' | 'down' | 'off' = 'up') => {
  const answers = new Map<string, CachedAnswer>();
  const key = (scope: CacheScope): string => JSON.stringify(scope);
  const cache: AnswerCache = {
    get: async (scope) => (state === 'up' ? answers.get(key(scope)) : undefined),
    put: async (scope, answer) => {
      if (state === 'up') answers.set(key(scope), { answer, storedAt: answer.answeredAt });
    },
    purge: async () => {
      const { size } = answers;
      answers.clear();
      return size;
    },
    state: () => state,
  };
  return { ...cache, answers };
};
