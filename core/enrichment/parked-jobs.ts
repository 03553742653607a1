import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import type { FromSchema } from 'json-schema-to-ts';
import { deferredKinds } from '../../contracts/deferred-job';
import type { Now } from '../clock';
import { createValidator } from '../json-schema/create-validator';

/** Every kind of job: catalogue jobs, deferred ones, and messages of the deferred queue whose kind cannot be read. */
export const parkedKinds = ['enrichment', ...deferredKinds, 'unknown'] as const;
export type ParkedKind = (typeof parkedKinds)[number];

/** A job that will not succeed as it is. */
export interface ParkedJob {
  /** The business id, or `unreadable-…` where the body has none. */
  readonly jobId: string;
  readonly kind: ParkedKind;
  /** ISO 8601, UTC. */
  readonly parkedAt: string;
  /** Stable, to filter on: `INVALID_JOB`, `UNFIT_REPLY`, … */
  readonly code: string;
  /** Why, in an operator's words. */
  readonly reason: string;
  /** The message as it was received. */
  readonly body: string;
  readonly catalogId?: string;
}

const rowSchema = {
  title: 'ParkedJobRow',
  type: 'object',
  required: ['jobId', 'kind', 'parkedAt', 'code', 'reason', 'body'],
  properties: {
    jobId: { type: 'string' },
    kind: { type: 'string', enum: parkedKinds },
    parkedAt: { type: 'string' },
    code: { type: 'string' },
    reason: { type: 'string' },
    body: { type: 'string' },
    catalogId: { type: 'string' },
  },
} as const;

/** One place for the jobs of both queues. Parking the same job twice keeps one. */
export interface ParkedJobs {
  park(job: Omit<ParkedJob, 'parkedAt'>): Promise<void>;
  get(jobId: string): Promise<ParkedJob | undefined>;
  /** Newest first. */
  list(kind: ParkedKind): AsyncIterable<ParkedJob>;
  count(kind: ParkedKind): Promise<number>;
  /** `parkedAt`: only if it was not parked again since. */
  remove(jobId: string, parkedAt?: string): Promise<void>;
}

/** Long enough for a catalogue that is looked after once a quarter. */
const keptSeconds = 90 * 24 * 3600;

const validate = createValidator<FromSchema<typeof rowSchema>>(rowSchema, 'the row');

const parse = (row: unknown): ParkedJob => {
  const result = validate(row);
  if (result.ok) {
    const { jobId, kind, parkedAt, code, reason, body, catalogId } = result.value;
    return { jobId, kind, parkedAt, code, reason, body, ...(catalogId !== undefined && { catalogId }) };
  }
  throw new TypeError(`A row of the parked jobs is not readable: ${result.details[0]?.field}`);
};

/** Parked jobs in the table `parkedJobs`. */
export const dynamoParkedJobs = (dependencies: {
  readonly documents: DynamoDBDocumentClient;
  readonly table: string;
  readonly now: Now;
}): ParkedJobs => {
  const { documents, table, now } = dependencies;

  async function* pages(kind: ParkedKind, select: 'ALL_ATTRIBUTES' | 'COUNT') {
    let start: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'byKind',
          KeyConditionExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':kind': kind },
          ScanIndexForward: false,
          Select: select,
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      yield page;
      start = page.LastEvaluatedKey;
    } while (start);
  }

  return {
    park: async (job) => {
      const at = now();
      const Item = {
        ...job,
        parkedAt: new Date(at).toISOString(),
        expiresAt: Math.floor(at / 1000) + keptSeconds,
      };
      await documents.send(new PutCommand({ TableName: table, Item }));
    },
    get: async (jobId) => {
      const { Item } = await documents.send(
        new GetCommand({ TableName: table, Key: { jobId }, ConsistentRead: true }),
      );
      return Item && parse(Item);
    },
    async *list(kind) {
      for await (const page of pages(kind, 'ALL_ATTRIBUTES')) yield* (page.Items ?? []).map(parse);
    },
    count: async (kind) => {
      let total = 0;
      for await (const page of pages(kind, 'COUNT')) total += page.Count ?? 0;
      return total;
    },
    remove: async (jobId, parkedAt) => {
      const unchanged = {
        ConditionExpression: 'parkedAt = :parkedAt',
        ExpressionAttributeValues: { ':parkedAt': parkedAt },
      };
      try {
        await documents.send(
          new DeleteCommand({ TableName: table, Key: { jobId }, ...(parkedAt !== undefined && unchanged) }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
};
