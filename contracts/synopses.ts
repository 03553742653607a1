import type { FromSchema } from 'json-schema-to-ts';
import { catalogIdPattern } from './enrichment-job';

/** What the model must return for a batch of items: a synopsis in Japanese for each. */
export const synopsesSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'Synopses',
  type: 'object',
  required: ['synopses'],
  additionalProperties: false,
  properties: {
    synopses: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      items: {
        type: 'object',
        required: ['catalogId', 'synopsis'],
        additionalProperties: false,
        properties: {
          catalogId: { type: 'string', pattern: catalogIdPattern },
          synopsis: {
            type: 'string',
            minLength: 1,
            maxLength: 400,
            pattern: '[\\u3040-\\u30ff\\u4e00-\\u9fff]',
          },
        },
      },
    },
  },
} as const;

export type Synopses = FromSchema<typeof synopsesSchema>;
