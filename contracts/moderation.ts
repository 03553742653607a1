import type { FromSchema } from 'json-schema-to-ts';

export const moderationCategories = [
  'sexual',
  'minors',
  'violence',
  'gore',
  'hate',
  'self-harm',
  'drugs',
  'personal-data',
  'spam',
  'other',
] as const;

/** `review`: a person has to look. */
export const moderationVerdicts = ['approved', 'rejected', 'review'] as const;

/** What the model must return for an uploaded image. Confidence is 0 to 1. */
export const moderationSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'Moderation',
  type: 'object',
  required: ['verdict', 'confidence', 'categories'],
  additionalProperties: false,
  properties: {
    verdict: { type: 'string', enum: moderationVerdicts },
    confidence: { type: 'number', minimum: 0, maximum: 1 },
    categories: {
      type: 'array',
      maxItems: 10,
      items: {
        type: 'object',
        required: ['name', 'confidence'],
        additionalProperties: false,
        properties: {
          name: { type: 'string', enum: moderationCategories },
          confidence: { type: 'number', minimum: 0, maximum: 1 },
        },
      },
    },
  },
} as const;

export type Moderation = FromSchema<typeof moderationSchema>;
