import type { FromSchema } from 'json-schema-to-ts';

/** Longest customer message, in Unicode code points: JSON Schema's `maxLength` counts these, `.length` does not. */
export const maxMessageCodePoints = 4000;

/** A lower-case UUID v4. */
export const sessionIdPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$';

/** The client's idempotency id. */
export const requestIdPattern = '^[A-Za-z0-9_-]{1,64}$';

/** Turns that one page of `getHistory` may hold. */
export const maxHistoryPageSize = 50;

/**
 * What a client sends to `POST /chat` and, as a frame, to the socket.
 * Draft-04, because it is also the model that API Gateway enforces. What depends on the action
 * (`data.message` for `sendMessage`, `data.sessionId` for the others) is the server's check,
 * see `chat-request-rules.ts`: API Gateway's messages for `oneOf` would not name the field.
 */
export const chatRequestSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'ChatRequest',
  type: 'object',
  required: ['action'],
  additionalProperties: false,
  properties: {
    action: { type: 'string', enum: ['sendMessage', 'getHistory', 'clearSession'] },
    requestId: { type: 'string', pattern: requestIdPattern },
    data: {
      type: 'object',
      additionalProperties: false,
      properties: {
        message: { type: 'string', minLength: 1, maxLength: maxMessageCodePoints },
        sessionId: { type: 'string', pattern: sessionIdPattern },
        preferredLanguage: { type: 'string', enum: ['ja', 'en', 'zh'] },
        modelPreference: { type: 'string', enum: ['auto', 'fast', 'quality'] },
        notifyWhenBusy: { type: 'boolean' },
        limit: { type: 'integer', minimum: 1, maximum: maxHistoryPageSize },
        before: { type: 'string', pattern: '^[0-9]{1,10}$' },
      },
    },
    metadata: {
      type: 'object',
      additionalProperties: false,
      properties: {
        clientVersion: { type: 'string', minLength: 1, maxLength: 64 },
        timestamp: { type: 'string', minLength: 1, maxLength: 40 },
      },
    },
  },
} as const;

export type ChatRequest = FromSchema<typeof chatRequestSchema>;
export type ChatAction = ChatRequest['action'];
export type Language = 'ja' | 'en' | 'zh';
export type ModelPreference = 'auto' | 'fast' | 'quality';

export const defaultLanguage: Language = 'ja';
export const defaultModelPreference: ModelPreference = 'auto';

/** A frame that keeps the socket open: API Gateway closes a connection that is idle for 10 minutes. */
export const pingSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'Ping',
  type: 'object',
  required: ['action'],
  additionalProperties: false,
  properties: {
    action: { type: 'string', enum: ['ping'] },
    requestId: { type: 'string', pattern: requestIdPattern },
  },
} as const;
