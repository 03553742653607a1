import type { FromSchema } from 'json-schema-to-ts';
import { type Enrichment, enrichmentSchema } from '../../contracts/enrichment';
import { catalogItemSchema } from '../../contracts/enrichment-job';
import { createValidator } from '../json-schema/create-validator';
import type { BulkMark } from './bulk-mark';
import { type CatalogRecord, catalogStatuses } from './catalog-record';

const provenanceSchema = {
  type: 'object',
  required: [
    'jobId',
    'model',
    'promptVersion',
    'inputHash',
    'inputTokens',
    'outputTokens',
    'costUsd',
    'enrichedAt',
  ],
  properties: {
    jobId: { type: 'string' },
    model: { type: 'string' },
    promptVersion: { type: 'string' },
    inputHash: { type: 'string' },
    inputTokens: { type: 'number' },
    outputTokens: { type: 'number' },
    costUsd: { type: 'number' },
    enrichedAt: { type: 'string' },
  },
} as const;

const bulkSchema = {
  type: 'object',
  required: ['job', 'jobId', 'requestedBy', 'promptVersion', 'at', 'until'],
  properties: {
    job: { type: 'string' },
    jobId: { type: 'string' },
    requestedBy: { type: 'string' },
    promptVersion: { type: 'string' },
    at: { type: 'string' },
    until: { type: 'string' },
    released: { type: 'boolean' },
  },
} as const;

/** A row as DynamoDB holds it; see `contracts/tables.ts` for the keys of its indexes. */
const rowSchema = {
  title: 'CatalogRow',
  type: 'object',
  required: ['catalogId', 'item', 'inputHash', 'requestedAt', 'status', 'statusAt', 'demand', 'revision'],
  properties: {
    catalogId: { type: 'string' },
    item: catalogItemSchema,
    inputHash: { type: 'string' },
    requestedAt: { type: 'string' },
    status: { type: 'string', enum: catalogStatuses },
    statusAt: { type: 'string' },
    enrichment: {},
    provenance: provenanceSchema,
    undelivered: { type: 'string' },
    needsEnrichment: { type: 'string' },
    demand: { type: 'string', pattern: '^[0-9]+$' },
    queuedFor: { type: 'string' },
    bulk: bulkSchema,
    revision: { type: 'number' },
  },
} as const;

type Row = FromSchema<typeof rowSchema>;

/** The one partition of the sparse index. */
export const waitingPartition = 'waiting';

/** Sorts as text: a sort key of DynamoDB. */
const demandKey = (demand: number): string => String(Math.max(0, Math.floor(demand))).padStart(12, '0');

/** Without the index signature that the schema's type has. */
const bulkMark = (bulk: FromSchema<typeof bulkSchema>): BulkMark => ({
  job: bulk.job,
  jobId: bulk.jobId,
  requestedBy: bulk.requestedBy,
  promptVersion: bulk.promptVersion,
  at: bulk.at,
  until: bulk.until,
  ...(bulk.released === true && { released: true }),
});

const validateRow = createValidator<Row>(rowSchema, 'the row');
const validateEnrichment = createValidator<Enrichment>(enrichmentSchema, 'enrichment');

/** The row of a record. An enriched record is in the index of its prompt version. */
export const toRow = ({ waiting, demand, ...record }: CatalogRecord): Record<string, unknown> => ({
  ...record,
  demand: demandKey(demand),
  ...(waiting && { needsEnrichment: waitingPartition }),
  ...(record.status === 'enriched' &&
    record.provenance && { promptVersion: record.provenance.promptVersion }),
});

/**
 * The record of a row. An enrichment that no longer fits its schema counts as none, so that it is made again.
 * Throws where the row is not one of the catalogue's.
 */
export const fromRow = (value: unknown): CatalogRecord => {
  const parsed = validateRow(value);
  if (!parsed.ok) {
    const problems = parsed.details.map(({ field, problem }) => `${field} ${problem}`).join('; ');
    throw new TypeError(`A row of the catalogue table is not readable: ${problems}`);
  }
  const { catalogId, item, inputHash, requestedAt, status, statusAt, revision } = parsed.value;
  const { provenance, undelivered, queuedFor, bulk, demand, needsEnrichment } = parsed.value;
  const enrichment = validateEnrichment(parsed.value.enrichment);
  return {
    catalogId,
    item,
    inputHash,
    requestedAt,
    status,
    statusAt,
    revision,
    ...(enrichment.ok && provenance && { enrichment: enrichment.value, provenance }),
    ...(undelivered !== undefined && { undelivered }),
    ...(queuedFor !== undefined && { queuedFor }),
    ...(bulk && { bulk: bulkMark(bulk) }),
    waiting: needsEnrichment !== undefined,
    demand: Number(demand),
  };
};
