import type { FromSchema } from 'json-schema-to-ts';

const count = { type: 'integer', minimum: 0 } as const;

/** How far the results of a batch job are taken in: what one run of the function hands to the next. Draft-04. */
export const ingestCursorSchema = {
  type: 'object',
  required: ['phase', 'lines', 'totals'],
  additionalProperties: false,
  properties: {
    /** `results`: the output is read; `rest`: the input is read, for what is not settled. */
    phase: { type: 'string', enum: ['results', 'rest'] },
    /** Lines of this phase that are done. */
    lines: count,
    totals: {
      type: 'object',
      required: ['enriched', 'parked', 'returned', 'calls', 'inputTokens', 'outputTokens'],
      additionalProperties: false,
      properties: {
        enriched: count,
        parked: count,
        returned: count,
        /** Records that the model answered, and what they took. */
        calls: count,
        inputTokens: count,
        outputTokens: count,
      },
    },
  },
} as const;

export type IngestCursor = FromSchema<typeof ingestCursorSchema>;
export type IngestTotals = IngestCursor['totals'];

export const ingestStart: IngestCursor = {
  phase: 'results',
  lines: 0,
  totals: { enriched: 0, parked: 0, returned: 0, calls: 0, inputTokens: 0, outputTokens: 0 },
};
