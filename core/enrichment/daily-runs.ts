import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FromSchema } from 'json-schema-to-ts';
import type { Now } from '../clock';
import { createValidator } from '../json-schema/create-validator';

/** What the daily run has queued on one day, all its firings together. */
export interface DailyRun {
  readonly queued: number;
  /** US$ that the queued items are expected to cost. */
  readonly estimatedUsd: number;
  readonly finished: boolean;
}

/** The daily runs' book, one entry for each day in Japan, so that a schedule that fires twice does the work once. */
export interface DailyRuns {
  get(day: string): Promise<DailyRun>;
  /** Adds to the day's entry, and tells the new sums. */
  add(day: string, items: { readonly queued: number; readonly estimatedUsd: number }): Promise<DailyRun>;
  finish(day: string): Promise<void>;
}

const keptSeconds = 30 * 24 * 3600;

const rowSchema = {
  title: 'DailyRun',
  type: 'object',
  properties: {
    queued: { type: 'number' },
    estimatedUsd: { type: 'number' },
    finished: { type: 'boolean' },
  },
} as const;

const validate = createValidator<FromSchema<typeof rowSchema>>(rowSchema, 'the row');

const parse = (row: unknown): DailyRun => {
  const result = validate(row ?? {});
  if (!result.ok) throw new TypeError(`A daily run is not readable: ${result.details[0]?.field}`);
  const { queued = 0, estimatedUsd = 0, finished = false } = result.value;
  return { queued, estimatedUsd, finished };
};

/** Daily runs in the table `results`, under `schedule:daily-enrichment:{day}`. */
export const dynamoDailyRuns = (dependencies: {
  readonly documents: DynamoDBDocumentClient;
  readonly table: string;
  readonly now: Now;
}): DailyRuns => {
  const { documents, table, now } = dependencies;
  const at = (day: string) => ({
    TableName: table,
    Key: { jobId: `schedule:daily-enrichment:${day}` },
  });
  const expiresAt = (): number => Math.floor(now() / 1000) + keptSeconds;
  return {
    get: async (day) =>
      parse((await documents.send(new GetCommand({ ...at(day), ConsistentRead: true }))).Item),
    add: async (day, { queued, estimatedUsd }) => {
      const { Attributes } = await documents.send(
        new UpdateCommand({
          ...at(day),
          UpdateExpression: 'SET expiresAt = :expiresAt ADD queued :queued, estimatedUsd :estimatedUsd',
          ExpressionAttributeValues: {
            ':expiresAt': expiresAt(),
            ':queued': queued,
            ':estimatedUsd': estimatedUsd,
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return parse(Attributes);
    },
    finish: async (day) => {
      await documents.send(
        new UpdateCommand({
          ...at(day),
          UpdateExpression: 'SET expiresAt = :expiresAt, finished = :finished',
          ExpressionAttributeValues: { ':expiresAt': expiresAt(), ':finished': true },
        }),
      );
    },
  };
};
