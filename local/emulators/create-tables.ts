import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  paginateListTables,
} from '@aws-sdk/client-dynamodb';
import { type TableDescription, type TableKey, tableName, tables } from '../../contracts/tables';

const keySchema = (partitionKey: string, sortKey?: string) => [
  { AttributeName: partitionKey, KeyType: 'HASH' as const },
  ...(sortKey === undefined ? [] : [{ AttributeName: sortKey, KeyType: 'RANGE' as const }]),
];

/** What `CreateTable` takes for one table of `contracts/tables.ts`. */
export const tableDefinition = (environment: string, key: TableKey): CreateTableCommandInput => {
  const description: TableDescription = tables[key];
  const indexes = Object.entries(description.indexes ?? {});
  const attributes = new Set([
    description.partitionKey,
    ...(description.sortKey === undefined ? [] : [description.sortKey]),
    ...indexes.flatMap(([, index]) => [index.partitionKey, index.sortKey]),
  ]);
  return {
    TableName: tableName(environment, key),
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: keySchema(description.partitionKey, description.sortKey),
    ...(indexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: indexes.map(([name, index]) => ({
            IndexName: name,
            KeySchema: keySchema(index.partitionKey, index.sortKey),
            Projection: { ProjectionType: index.projection },
          })),
        }),
  };
};

/** Creates the tables of an environment that are not there yet. */
export const createTables = async (client: DynamoDBClient, environment: string): Promise<void> => {
  const existing = new Set<string>();
  for await (const page of paginateListTables({ client }, {}))
    for (const name of page.TableNames ?? []) existing.add(name);
  const keys = Object.keys(tables).filter((key): key is TableKey => Object.hasOwn(tables, key));
  for (const key of keys)
    if (!existing.has(tableName(environment, key)))
      await client.send(new CreateTableCommand(tableDefinition(environment, key)));
};
