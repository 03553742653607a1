import type { FromSchema } from 'json-schema-to-ts';

/** Catalogue ids are the shop's or the data set's own: `C88427`, `shop-0001`. */
export const catalogIdPattern = '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$';

/** What is known about a manga before enrichment. */
export const catalogItemSchema = {
  type: 'object',
  required: ['title', 'creators'],
  additionalProperties: false,
  properties: {
    title: { type: 'string', minLength: 1, maxLength: 500 },
    titleReading: { type: 'string', minLength: 1, maxLength: 1000 },
    creators: { type: 'array', maxItems: 50, items: { type: 'string', minLength: 1, maxLength: 200 } },
    publishedFrom: { type: 'string', pattern: '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$' },
    notes: { type: 'string', minLength: 1, maxLength: 4000 },
    isbn: { type: 'string', pattern: '^(97[89])?[0-9]{9}[0-9X]$' },
    priceYen: { type: 'integer', minimum: 0, maximum: 1000000 },
  },
} as const;

/** A job on the FIFO queue: enrich one manga. The message group is the catalogue id. */
export const enrichmentJobSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'EnrichmentJob',
  type: 'object',
  required: ['jobId', 'catalogId', 'item', 'requestedBy', 'requestedAt', 'promptVersion'],
  additionalProperties: false,
  properties: {
    jobId: { type: 'string', pattern: '^[A-Za-z0-9._:-]{1,128}$' },
    catalogId: { type: 'string', pattern: catalogIdPattern },
    item: catalogItemSchema,
    requestedBy: { type: 'string', minLength: 1, maxLength: 128 },
    requestedAt: {
      type: 'string',
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?Z$',
    },
    promptVersion: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,32}$' },
    urgent: { type: 'boolean' },
  },
} as const;

export type CatalogItem = FromSchema<typeof catalogItemSchema>;
export type EnrichmentJob = FromSchema<typeof enrichmentJobSchema>;
