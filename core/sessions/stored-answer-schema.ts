const string = { type: 'string' } as const;
const number = { type: 'number' } as const;
const strings = { type: 'array', items: string } as const;

/** `StoredAnswer` as it is kept, in sessions and in the cache. */
export const storedAnswerSchema = {
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
    reply: string,
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
    degraded: strings,
    answeredAt: { type: 'integer' },
  },
} as const;
