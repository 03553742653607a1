import {
  errorProperties,
  historyProperties,
  metadataProperties,
  requestIdSchema,
  requiredMetadata,
  sessionIdSchema,
} from './reply-schemas';

/** The frames of `socket-frames.ts` as schemas: for the API documents, and for checks of what a server sends. A test holds each to its type. */
const type = <const T extends string>(name: T) => ({ type: 'string', enum: [name] }) as const;
const ids = { requestId: requestIdSchema, sessionId: sessionIdSchema } as const;

export const frameSchemas = {
  start: {
    title: 'StartFrame',
    type: 'object',
    required: ['type', 'requestId', 'sessionId'],
    additionalProperties: false,
    properties: { type: type('start'), ...ids },
  },
  delta: {
    title: 'DeltaFrame',
    type: 'object',
    required: ['type', 'requestId', 'text'],
    additionalProperties: false,
    properties: { type: type('delta'), requestId: requestIdSchema, text: { type: 'string' } },
  },
  end: {
    title: 'EndFrame',
    type: 'object',
    required: ['type', 'requestId', 'sessionId', ...requiredMetadata],
    additionalProperties: false,
    properties: { type: type('end'), ...ids, ...metadataProperties },
  },
  history: {
    title: 'HistoryFrame',
    type: 'object',
    required: ['type', 'requestId', 'sessionId', 'turns'],
    additionalProperties: false,
    properties: { type: type('history'), ...historyProperties },
  },
  cleared: {
    title: 'ClearedFrame',
    type: 'object',
    required: ['type', 'requestId', 'sessionId'],
    additionalProperties: false,
    properties: { type: type('cleared'), ...ids },
  },
  deferred: {
    title: 'DeferredFrame',
    type: 'object',
    required: ['type', 'requestId', 'sessionId', 'jobId'],
    additionalProperties: false,
    properties: { type: type('deferred'), ...ids, jobId: { type: 'string' } },
  },
  pong: {
    title: 'PongFrame',
    type: 'object',
    required: ['type'],
    additionalProperties: false,
    properties: { type: type('pong'), requestId: requestIdSchema },
  },
  error: {
    title: 'ErrorFrame',
    type: 'object',
    required: ['type', 'requestId', 'code', 'message', 'retryable'],
    additionalProperties: false,
    properties: { type: type('error'), ...errorProperties },
  },
} as const;

export type FrameType = keyof typeof frameSchemas;
