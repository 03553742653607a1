import type { FromSchema } from 'json-schema-to-ts';
import { catalogIdPattern } from './enrichment-job';

/**
 * The SNS message on the catalogue topic: a catalogue item was enriched. `eventId` is
 * `{catalogId}:{promptVersion}:{inputHash}:{requestedAt}`: one edit's enrichment published twice has the same id,
 * and an edit that returns to an earlier text has its own.
 * The message attribute `type` is there to filter on.
 */
export const catalogItemEnrichedSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'CatalogItemEnriched',
  type: 'object',
  required: ['eventId', 'type', 'catalogId', 'jobId', 'promptVersion', 'inputHash', 'model', 'at'],
  additionalProperties: false,
  properties: {
    eventId: { type: 'string', minLength: 1, maxLength: 200 },
    type: { type: 'string', enum: ['catalogue-item-enriched'] },
    catalogId: { type: 'string', pattern: catalogIdPattern },
    jobId: { type: 'string', minLength: 1, maxLength: 128 },
    promptVersion: { type: 'string', minLength: 1, maxLength: 32 },
    /** SHA-256 of the canonical JSON of the item, hexadecimal. */
    inputHash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    model: { type: 'string', minLength: 1 },
    /** When it was enriched: ISO 8601, UTC. */
    at: { type: 'string', minLength: 20, maxLength: 30 },
  },
} as const;

export type CatalogItemEnriched = FromSchema<typeof catalogItemEnrichedSchema>;

/** The deterministic id of the event of one enrichment. */
export const catalogItemEnrichedId = (enrichment: {
  readonly catalogId: string;
  readonly promptVersion: string;
  readonly inputHash: string;
  readonly requestedAt: string;
}): string =>
  [enrichment.catalogId, enrichment.promptVersion, enrichment.inputHash, enrichment.requestedAt].join(':');
