import type { FromSchema } from 'json-schema-to-ts';
import { createValidator } from '../json-schema/create-validator';
import type { StoredAnswer } from '../sessions/session-store';
import { storedAnswerSchema } from '../sessions/stored-answer-schema';
import type { CachedAnswer, CacheScope } from './answer-cache';
import { cacheKey } from './cache-key';

const string = { type: 'string' } as const;
const number = { type: 'number' } as const;
const strings = { type: 'array', items: string } as const;

/** Whole, and not what a fallback made of it. */
const keepableAnswerSchema = {
  ...storedAnswerSchema,
  properties: {
    ...storedAnswerSchema.properties,
    reply: { type: 'string', minLength: 1 },
    degraded: { type: 'array', maxItems: 0, items: { type: 'string' } },
  },
} as const;

/** What is stored under a key. It says itself what it is the answer to. */
const entrySchema = {
  type: 'object',
  required: ['key', 'scope', 'answer', 'storedAt', 'expiresAt'],
  properties: {
    key: string,
    scope: {
      type: 'object',
      required: ['model', 'promptVersion', 'language', 'context', 'message'],
      properties: {
        model: string,
        promptVersion: string,
        language: string,
        context: strings,
        message: string,
      },
    },
    answer: keepableAnswerSchema,
    storedAt: number,
    expiresAt: number,
  },
} as const;

type AnswerEntry = FromSchema<typeof entrySchema>;

/** Whether an answer may be kept for others: whole, and not what a fallback made of it. */
export const isKeepable = (answer: StoredAnswer): boolean =>
  answer.reply !== '' && !answer.cached && answer.degraded.length === 0;

export interface AnswerEntries {
  encode(scope: CacheScope, answer: StoredAnswer, times: { storedAt: number; expiresAt: number }): string;
  /** The answer, if the value is the one of this key, answers the scope of this key and is not expired. */
  decode(key: string, value: string, now: number): CachedAnswer | 'expired' | 'mismatch';
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Writes and checks the values of the answer cache. Times are epoch milliseconds. */
export const createAnswerEntries = (): AnswerEntries => {
  const validate = createValidator<AnswerEntry>(entrySchema, 'entry');
  return {
    encode: ({ model, promptVersion, language, context, message }, answer, times) => {
      const scope = { model, promptVersion, language, context, message };
      return JSON.stringify({ key: cacheKey(scope), scope, answer, ...times });
    },
    decode: (key, value, now) => {
      const result = validate(parseJson(value));
      if (!result.ok || result.value.key !== key || cacheKey(result.value.scope) !== key) return 'mismatch';
      const { answer, storedAt, expiresAt } = result.value;
      return expiresAt > now ? { answer, storedAt } : 'expired';
    },
  };
};
