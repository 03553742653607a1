import type { FromSchema } from 'json-schema-to-ts';
import { storedAnswerSchema } from './stored-answer-schema';

const integer = { type: 'integer' } as const;
const string = { type: 'string' } as const;
const strings = { type: 'array', items: string } as const;

const question = {
  turn: integer,
  requestId: string,
  message: string,
  language: { type: 'string', enum: ['ja', 'en', 'zh'] },
  /** Epoch milliseconds. */
  askedAt: integer,
} as const;

/**
 * The item of a session that every change of it is conditional on. Unknown attributes are kept:
 * a newer version may write them while this one still runs.
 */
export const headSchema = {
  type: 'object',
  required: ['sessionId', 'entry', 'owner', 'generation', 'version', 'lastTurn', 'recent', 'expiresAt'],
  properties: {
    sessionId: string,
    entry: string,
    owner: string,
    /** Epoch milliseconds of its start; turns of an earlier generation do not exist for readers. */
    generation: integer,
    /** One more with each change. It is also the fencing token of the lease that the change granted. */
    version: integer,
    lastTurn: integer,
    /** Digests of the last request ids; the last one is that of `lastTurn`. */
    recent: strings,
    /** Epoch seconds. */
    expiresAt: integer,
    cleared: { type: 'boolean' },
    /**
     * The question that was asked last; answered once its turn item has an answer. A session that opens with an answer has it
     * here, and the next question moves it to an item of its own.
     */
    pending: {
      type: 'object',
      required: ['turn', 'requestId', 'message', 'language', 'askedAt', 'holder', 'leaseUntil'],
      properties: { ...question, holder: string, leaseUntil: integer, answer: storedAnswerSchema },
    },
  },
} as const;

/** A pair of turns. It is written with its answer, or without one when the next question overtakes it. */
export const turnSchema = {
  type: 'object',
  required: [
    'sessionId',
    'entry',
    'turn',
    'requestId',
    'message',
    'language',
    'askedAt',
    'fence',
    'expiresAt',
  ],
  properties: {
    sessionId: string,
    entry: string,
    ...question,
    /** The head's version when the lease was granted: a lower one may not write any more. */
    fence: integer,
    /** Epoch seconds. */
    expiresAt: integer,
    answer: storedAnswerSchema,
  },
} as const;

export type HeadItem = FromSchema<typeof headSchema>;
export type TurnItem = FromSchema<typeof turnSchema>;

/** Sorts after every turn, so that one descending query reads the head and the last turns. */
export const headEntry = '~head';

export const turnPrefix = 'turn#';

/** Turns of a generation sort before those of a later one. */
export const generationPrefix = (generation: number): string =>
  `${turnPrefix}${String(generation).padStart(15, '0')}#`;

export const turnEntry = (generation: number, turn: number): string =>
  `${generationPrefix(generation)}${String(turn).padStart(8, '0')}`;
