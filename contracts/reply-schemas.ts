import { requestIdPattern, sessionIdPattern } from './chat-request';
import { type ErrorCode, errorCodes } from './error-codes';

/**
 * The REST replies of `chat-reply.ts`, `guest-reply.ts` and `error-codes.ts` as schemas: for the API documents, and for
 * checks of what a server answers. A test holds each to its type.
 */
const text = { type: 'string' } as const;
const time = { type: 'string', format: 'date-time' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const costUsd = { type: 'number', minimum: 0 } as const;
export const requestIdSchema = { type: 'string', pattern: requestIdPattern } as const;
export const sessionIdSchema = { type: 'string', pattern: sessionIdPattern } as const;

export const usageSchema = {
  type: 'object',
  required: ['inputTokens', 'outputTokens'],
  additionalProperties: false,
  properties: {
    inputTokens: count,
    outputTokens: count,
    cacheReadInputTokens: count,
    cacheWriteInputTokens: count,
  },
} as const;

export const metadataProperties = {
  model: text,
  region: text,
  cached: { type: 'boolean' },
  usage: usageSchema,
  costUsd,
  sources: { type: 'array', items: text },
  routingReason: text,
  degraded: {
    type: 'array',
    items: {
      type: 'string',
      enum: ['no-retrieval', 'no-cache', 'other-region', 'budget-fast-model', 'session-not-stored'],
    },
  },
} as const;

export const requiredMetadata = [
  'model',
  'cached',
  'usage',
  'costUsd',
  'sources',
  'routingReason',
  'degraded',
] as const;

export const chatReplySchema = {
  title: 'ChatReply',
  type: 'object',
  required: ['requestId', 'sessionId', 'reply', ...requiredMetadata],
  additionalProperties: false,
  properties: { requestId: requestIdSchema, sessionId: sessionIdSchema, reply: text, ...metadataProperties },
} as const;

export const deferredReplySchema = {
  title: 'DeferredReply',
  type: 'object',
  required: ['requestId', 'sessionId', 'deferred', 'jobId'],
  additionalProperties: false,
  properties: {
    requestId: requestIdSchema,
    sessionId: sessionIdSchema,
    deferred: { type: 'boolean', enum: [true] },
    jobId: text,
  },
} as const;

export const historyTurnSchema = {
  title: 'HistoryTurn',
  type: 'object',
  required: ['turn', 'requestId', 'message', 'askedAt'],
  additionalProperties: false,
  properties: {
    turn: { type: 'integer', minimum: 1 },
    requestId: requestIdSchema,
    message: text,
    reply: text,
    askedAt: time,
    answeredAt: time,
    model: text,
    costUsd,
    cut: { type: 'boolean', enum: [true] },
  },
} as const;

export const historyProperties = {
  requestId: requestIdSchema,
  sessionId: sessionIdSchema,
  turns: { type: 'array', items: historyTurnSchema },
  before: { type: 'string', pattern: '^[0-9]{1,10}$' },
} as const;

export const historyReplySchema = {
  title: 'HistoryReply',
  type: 'object',
  required: ['requestId', 'sessionId', 'turns'],
  additionalProperties: false,
  properties: historyProperties,
} as const;

export const clearReplySchema = {
  title: 'ClearReply',
  type: 'object',
  required: ['requestId', 'sessionId', 'cleared'],
  additionalProperties: false,
  properties: {
    requestId: requestIdSchema,
    sessionId: sessionIdSchema,
    cleared: { type: 'boolean', enum: [true] },
  },
} as const;

export const guestReplySchema = {
  title: 'GuestReply',
  type: 'object',
  required: ['token', 'tokenType', 'principalId', 'expiresAt'],
  additionalProperties: false,
  properties: {
    token: text,
    tokenType: { type: 'string', enum: ['Bearer'] },
    principalId: { type: 'string', pattern: '^guest:[0-9a-f-]{36}$' },
    expiresAt: time,
  },
} as const;

export const errorCodeNames: readonly ErrorCode[] = Object.keys(errorCodes).filter(
  (name): name is ErrorCode => name in errorCodes,
);

export const errorProperties = {
  code: { type: 'string', enum: errorCodeNames },
  message: text,
  retryable: { type: 'boolean' },
  requestId: requestIdSchema,
  retryAfterSeconds: { type: 'integer', minimum: 1 },
  details: {
    type: 'array',
    items: {
      type: 'object',
      required: ['field', 'problem'],
      additionalProperties: false,
      properties: { field: text, problem: text },
    },
  },
} as const;

export const errorBodySchema = {
  title: 'ErrorBody',
  type: 'object',
  required: ['code', 'message', 'retryable'],
  additionalProperties: false,
  properties: errorProperties,
} as const;
