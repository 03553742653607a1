import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { type TableKey, tableName, tables } from '../../contracts/tables';
import { createTables } from './create-tables';

export interface DynaliteServer {
  /** For `AWS_ENDPOINT_URL_DYNAMODB` of a child process. */
  readonly endpoint: string;
  readonly environment: string;
  readonly client: DynamoDBClient;
  readonly documents: DynamoDBDocumentClient;
  /** What the table holds under this partition key, whatever the code under test makes of it. */
  itemsOf(table: TableKey, partition: string): Promise<readonly Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/**
 * DynamoDB's protocol in this process, in memory, on a free loopback port, with the tables of `contracts/tables.ts`.
 * It has no transactions and deletes nothing by TTL.
 */
export const startDynalite = async (
  options: { readonly environment?: string; readonly tables?: readonly TableKey[] } = {},
): Promise<DynaliteServer> => {
  const environment = options.environment ?? 'test';
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  await createTables(client, environment, options.tables);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return {
    endpoint,
    environment,
    client,
    documents,
    itemsOf: async (table, partition) => {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName(environment, table),
          ConsistentRead: true,
          KeyConditionExpression: '#key = :partition',
          ExpressionAttributeNames: { '#key': tables[table].partitionKey },
          ExpressionAttributeValues: { ':partition': partition },
        }),
      );
      return Items;
    },
    stop: async () => {
      client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
