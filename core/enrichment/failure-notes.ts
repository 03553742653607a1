import { BatchGetCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Now } from '../clock';

/**
 * Why jobs were given up: SQS moves a message to its dead-letter queue without a word, so the consumer leaves a note
 * at the last receive. Kept as long as a dead letter.
 */
export interface FailureNotes {
  note(jobId: string, reason: string): Promise<void>;
  /** Reasons by job id, of those that have one. */
  find(jobIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

const keptSeconds = 15 * 24 * 3600;
const maxReasonLength = 500;
const maxKeysPerRead = 100;
const prefix = 'failure:';

/** Notes in the table `results`, under `failure:{jobId}`. */
export const dynamoFailureNotes = (dependencies: {
  readonly documents: DynamoDBDocumentClient;
  readonly table: string;
  readonly now: Now;
}): FailureNotes => {
  const { documents, table, now } = dependencies;

  const read = async (jobIds: readonly string[]): Promise<readonly Record<string, unknown>[]> => {
    const rows: Record<string, unknown>[] = [];
    let keys = jobIds.map((jobId): Record<string, unknown> => ({ jobId: `${prefix}${jobId}` }));
    while (keys.length > 0) {
      const { Responses, UnprocessedKeys } = await documents.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: keys } } }),
      );
      rows.push(...(Responses?.[table] ?? []));
      keys = UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return rows;
  };

  return {
    note: async (jobId, reason) => {
      const Item = {
        jobId: `${prefix}${jobId}`,
        reason: reason.slice(0, maxReasonLength),
        expiresAt: Math.floor(now() / 1000) + keptSeconds,
      };
      await documents.send(new PutCommand({ TableName: table, Item }));
    },
    find: async (jobIds) => {
      const reasons = new Map<string, string>();
      const unique = [...new Set(jobIds)];
      for (let start = 0; start < unique.length; start += maxKeysPerRead) {
        for (const { jobId, reason } of await read(unique.slice(start, start + maxKeysPerRead))) {
          if (typeof jobId === 'string' && typeof reason === 'string') {
            reasons.set(jobId.slice(prefix.length), reason);
          }
        }
      }
      return reasons;
    },
  };
};
