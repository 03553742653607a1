import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { deferredKinds } from '../../contracts/deferred-job';
import { resultStatuses } from '../../contracts/result-event';
import type { Now } from '../clock';
import type { JobResult, ResultStore } from './job-result';

/** Results are kept for 90 days: longer than a message lives on the queue and its dead-letter queue together. */
const retentionSeconds = 90 * 24 * 3600;

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((known) => known === value);

const parseResult = (item: Record<string, unknown> | undefined): JobResult | undefined => {
  if (item === undefined) return undefined;
  const { jobId, at, output, reason } = item;
  const kind = oneOf(deferredKinds, item['kind']);
  const status = oneOf(resultStatuses, item['status']);
  if (typeof jobId !== 'string' || typeof at !== 'string' || kind === undefined || status === undefined)
    return undefined;
  return { jobId, kind, status, at, output, ...(typeof reason === 'string' ? { reason } : {}) };
};

/** Results in DynamoDB, see `tables.results`. The client must leave out undefined values. */
export const createResultStore = (client: DynamoDBDocumentClient, table: string, now: Now): ResultStore => {
  const find = async (jobId: string): Promise<JobResult | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { jobId }, ConsistentRead: true }),
    );
    return parseResult(Item);
  };
  return {
    find,
    save: async (result) => {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...result, expiresAt: Math.floor(now() / 1000) + retentionSeconds },
            ConditionExpression: 'attribute_not_exists(jobId) OR #status = :parked',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: { ':parked': 'parked' },
          }),
        );
        return result;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return (await find(result.jobId)) ?? result;
      }
    },
  };
};
