import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FromSchema } from 'json-schema-to-ts';
import { deferredKinds } from '../../contracts/deferred-job';
import type { ModelReply } from '../bedrock/model-client';
import type { Now } from '../clock';
import { dayInJapan } from '../japan-time';
import { createValidator } from '../json-schema/create-validator';
import type { SpendEntry, SpendKind } from './spend-entry';

/** Thirteen months: this month can be held against the same one a year ago. */
export const spendKeptSeconds = 396 * 24 * 3600;
const spendKinds = [
  'chat',
  'enrichment',
  'embedding',
  ...deferredKinds,
] as const satisfies readonly SpendKind[];

const rowSchema = {
  type: 'object',
  required: ['day', 'entry', 'kind', 'model', 'calls', 'inputTokens', 'outputTokens', 'costUsd'],
  properties: {
    day: { type: 'string' },
    entry: { type: 'string' },
    kind: { type: 'string', enum: spendKinds },
    model: { type: 'string' },
    calls: { type: 'number' },
    inputTokens: { type: 'number' },
    outputTokens: { type: 'number' },
    costUsd: { type: 'number' },
  },
} as const;

const validateRow = createValidator<FromSchema<typeof rowSchema>>(rowSchema, 'row');

/** What a call cost, whatever made it. */
export type SpentCall = Pick<ModelReply, 'model' | 'usage' | 'costUsd'>;

/** The books of an environment: what every model call cost. */
export interface SpendLedger {
  /** Adds a call, or the sum of several, to today's entry of its kind and model. Additions from many tasks add up. */
  add(kind: SpendKind, call: SpentCall, calls?: number): Promise<void>;
  /** Every entry of a day in Japan. */
  day(day: string): Promise<readonly SpendEntry[]>;
}

const inputTokensOf = ({ usage }: SpentCall): number =>
  usage.inputTokens + (usage.cacheReadInputTokens ?? 0) + (usage.cacheWriteInputTokens ?? 0);

/** The ledger in the table `spend`: one row for each day, kind of work and model. */
export const createSpendLedger = (dependencies: {
  readonly documents: DynamoDBDocumentClient;
  readonly table: string;
  readonly now: Now;
}): SpendLedger => {
  const { documents, table, now } = dependencies;
  return {
    add: async (kind, call, calls = 1) => {
      const at = now();
      await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: { day: dayInJapan(at), entry: `${kind}#${call.model}` },
          UpdateExpression:
            'SET #kind = :kind, #model = :model, expiresAt = :expiresAt ADD calls :calls, inputTokens :input, outputTokens :output, costUsd :cost',
          ExpressionAttributeNames: { '#kind': 'kind', '#model': 'model' },
          ExpressionAttributeValues: {
            ':kind': kind,
            ':model': call.model,
            ':expiresAt': Math.floor(at / 1000) + spendKeptSeconds,
            ':calls': calls,
            ':input': inputTokensOf(call),
            ':output': call.usage.outputTokens,
            ':cost': call.costUsd,
          },
        }),
      );
    },
    day: async (day) => {
      const entries: SpendEntry[] = [];
      const query = {
        TableName: table,
        KeyConditionExpression: '#day = :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': day },
      };
      for await (const { Items = [] } of paginateQuery({ client: documents }, query)) {
        for (const item of Items) {
          const row = validateRow(item);
          if (!row.ok)
            throw new TypeError(`A row of the spend table is not readable: ${row.details[0]?.field}`);
          const { kind, model, calls, inputTokens, outputTokens, costUsd } = row.value;
          entries.push({ day, kind, model, calls, inputTokens, outputTokens, costUsd });
        }
      }
      return entries;
    },
  };
};
