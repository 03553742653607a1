import type { FromSchema } from 'json-schema-to-ts';
import { catalogIdPattern } from './enrichment-job';

/** Neighbours that are kept for an item. */
export const maxRecommendations = 10;

/** What the model must return for one item: a reason, in Japanese, for each of its neighbours. */
export const recommendationsSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'Recommendations',
  type: 'object',
  required: ['recommendations'],
  additionalProperties: false,
  properties: {
    recommendations: {
      type: 'array',
      minItems: 1,
      maxItems: maxRecommendations,
      items: {
        type: 'object',
        required: ['catalogId', 'reason'],
        additionalProperties: false,
        properties: {
          catalogId: { type: 'string', pattern: catalogIdPattern },
          reason: { type: 'string', minLength: 1, maxLength: 120 },
        },
      },
    },
  },
} as const;

export type Recommendations = FromSchema<typeof recommendationsSchema>;

/** A neighbour of an item, nearest first. */
export interface Recommendation {
  readonly catalogId: string;
  readonly title: string;
  readonly reason: string;
}
