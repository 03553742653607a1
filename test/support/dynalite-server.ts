import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import type { TableKey } from '../../contracts/tables';
import { createTables } from './create-tables';

export interface DynaliteServer {
  /** For `AWS_ENDPOINT_URL_DYNAMODB` of a child process. */
  readonly endpoint: string;
  readonly environment: string;
  readonly client: DynamoDBClient;
  readonly documents: DynamoDBDocumentClient;
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
  return {
    endpoint,
    environment,
    client,
    documents: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    stop: async () => {
      client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
