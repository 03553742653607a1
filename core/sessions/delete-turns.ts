import { setTimeout as delay } from 'node:timers/promises';
import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { generationPrefix, turnPrefix } from './session-items';
import { reply, type SessionTable } from './session-table';

/** DynamoDB's limit for one batch. */
const batchSize = 25;
const maxAttempts = 6;

/**
 * Deletes the turns of earlier generations, all but `keep`. Rejects with `SessionStoreError` when the table keeps
 * refusing; what is left then goes by its TTL.
 */
export const deleteTurnsBefore = async (
  { documents, tableName }: SessionTable,
  sessionId: string,
  generation: number,
  keep?: string,
): Promise<void> => {
  const deleteBatch = async (entries: readonly string[]): Promise<void> => {
    let left = entries.map((entry) => ({ DeleteRequest: { Key: { sessionId, entry } } }));
    for (let attempt = 0; left.length > 0; attempt += 1) {
      if (attempt > 0) await delay(25 * 2 ** attempt);
      const { UnprocessedItems } = await reply(
        documents.send(new BatchWriteCommand({ RequestItems: { [tableName]: left } })),
      );
      const refused = UnprocessedItems?.[tableName] ?? [];
      if (attempt >= maxAttempts && refused.length > 0)
        await reply(Promise.reject(new Error(`${refused.length} items of a cleared session were refused`)));
      left = left.filter(({ DeleteRequest: { Key } }) =>
        refused.some((request) => request.DeleteRequest?.Key?.['entry'] === Key.entry),
      );
    }
  };

  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await reply(
      documents.send(
        new QueryCommand({
          TableName: tableName,
          ConsistentRead: true,
          ProjectionExpression: '#entry',
          KeyConditionExpression: 'sessionId = :sessionId AND #entry BETWEEN :first AND :last',
          ExpressionAttributeNames: { '#entry': 'entry' },
          ExpressionAttributeValues: {
            ':sessionId': sessionId,
            ':first': turnPrefix,
            ':last': generationPrefix(generation),
          },
          ...(start && { ExclusiveStartKey: start }),
        }),
      ),
    );
    const entries = Items.map((item) => String(item['entry'])).filter((entry) => entry !== keep);
    for (let from = 0; from < entries.length; from += batchSize)
      await deleteBatch(entries.slice(from, from + batchSize));
    start = LastEvaluatedKey;
  } while (start !== undefined);
};
