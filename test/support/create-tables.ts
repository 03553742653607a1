import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { type TableDescription, type TableKey, tableName, tables } from '../../contracts/tables';

const keySchema = (partitionKey: string, sortKey?: string): CreateTableCommandInput['KeySchema'] => [
  { AttributeName: partitionKey, KeyType: 'HASH' },
  ...(sortKey === undefined ? [] : [{ AttributeName: sortKey, KeyType: 'RANGE' as const }]),
];

const createTableInput = (name: string, table: TableDescription): CreateTableCommandInput => {
  const indexes = Object.entries(table.indexes ?? {});
  const keys = [table, ...indexes.map(([, index]) => index)].flatMap(({ partitionKey, sortKey }) => [
    partitionKey,
    ...(sortKey === undefined ? [] : [sortKey]),
  ]);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(table.partitionKey, table.sortKey),
    AttributeDefinitions: [...new Set(keys)].map((key) => ({ AttributeName: key, AttributeType: 'S' })),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map(([indexName, index]) => ({
        IndexName: indexName,
        KeySchema: keySchema(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: index.projection },
      })),
    }),
  };
};

/** Creates the tables of `contracts/tables.ts`, all or some. */
export const createTables = async (
  client: DynamoDBClient,
  environment: string,
  keys: readonly TableKey[] = Object.keys(tables) as TableKey[],
): Promise<void> => {
  await Promise.all(
    keys.map((key) =>
      client.send(new CreateTableCommand(createTableInput(tableName(environment, key), tables[key]))),
    ),
  );
};
