import { DeleteItemCommand, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { type TableDescription, type TableKey, tableName, tables } from '../../contracts/tables';
import type { Now } from '../../core/clock';

const isTableKey = (key: string): key is TableKey => Object.hasOwn(tables, key);

/**
 * Deletes what has expired, which the emulator does not do by itself. As in DynamoDB that is some time after the expiry,
 * and only if the item has not been given another one meanwhile. Answers how many were deleted.
 */
export const sweepExpired = async (
  client: DynamoDBClient,
  environment: string,
  now: Now,
): Promise<number> => {
  let deleted = 0;
  const sweep = async (
    table: string,
    { partitionKey, sortKey, timeToLive }: TableDescription,
  ): Promise<void> => {
    if (timeToLive === undefined) return;
    const condition = {
      ExpressionAttributeNames: { '#expiry': timeToLive },
      ExpressionAttributeValues: { ':now': { N: String(Math.floor(now() / 1000)) } },
    };
    const pages = paginateScan(
      { client },
      { TableName: table, FilterExpression: '#expiry < :now', ...condition },
    );
    for await (const { Items = [] } of pages)
      for (const item of Items) {
        const names = [partitionKey, ...(sortKey === undefined ? [] : [sortKey])];
        const Key = Object.fromEntries(
          names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])),
        );
        const deletion = { TableName: table, Key, ConditionExpression: '#expiry < :now', ...condition };
        const isDeleted = await client.send(new DeleteItemCommand(deletion)).then(
          () => true,
          (error: unknown) => {
            if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
            throw error;
          },
        );
        if (isDeleted) deleted += 1;
      }
  };
  for (const key of Object.keys(tables).filter(isTableKey))
    await sweep(tableName(environment, key), tables[key]);
  return deleted;
};
