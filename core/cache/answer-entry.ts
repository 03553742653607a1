import type { FromSchema } from 'json-schema-to-ts';
import { createValidator } from '../json-schema/create-validator';
import type { StoredAnswer } from '../sessions/session-store';
import type { CachedAnswer, CacheScope } from './answer-cache';
import { cacheKey } from './cache-key';

const string = { type: 'string' } as const;
const number = { type: 'number' } as const;
const strings = { type: 'array', items: string } as const;

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
    answer: {
      type: 'object',
      required: [
        'reply',
        'model',
        'cached',
        'usage',
        'costUsd',
        'sources',
        'routingReason',
        'degraded',
        'answeredAt',
      ],
      properties: {
        reply: { type: 'string', minLength: 1 },
        model: string,
        region: string,
        cached: { type: 'boolean' },
        usage: {
          type: 'object',
          required: ['inputTokens', 'outputTokens'],
          properties: {
            inputTokens: number,
            outputTokens: number,
            cacheReadInputTokens: number,
            cacheWriteInputTokens: number,
          },
        },
        costUsd: number,
        sources: strings,
        routingReason: string,
        degraded: { type: 'array', maxItems: 0, items: string },
        answeredAt: number,
      },
    },
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
