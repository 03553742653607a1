import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Now } from '../clock';
import type { Connection, ConnectionStore } from './connection-store';

/**
 * Seconds after which a row is useless whatever happened: API Gateway keeps a connection for 2 hours at most
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html).
 */
const rowLifetimeSeconds = 2 * 3600 + 600;

const parse = (connectionId: string, item: Record<string, AttributeValue>): Connection | undefined => {
  const principalId = item['principalId']?.S;
  const principalExpiresAt = Number(item['principalExpiresAt']?.N);
  if (principalId === undefined || !Number.isFinite(principalExpiresAt)) return undefined;
  return { connectionId, principalId, principalExpiresAt };
};

/** Open sockets in the table `connections`. Reads are consistent, so that a frame right after the handshake is known. */
export const dynamoConnectionStore = (dependencies: {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly now: Now;
}): ConnectionStore => {
  const { client, table, now } = dependencies;
  const key = (connectionId: string) => ({ connectionId: { S: connectionId } });
  return {
    put: async ({ connectionId, principalId, principalExpiresAt }) => {
      const expiresAt = Math.floor(now() / 1000) + rowLifetimeSeconds;
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: {
            ...key(connectionId),
            principalId: { S: principalId },
            principalExpiresAt: { N: String(principalExpiresAt) },
            expiresAt: { N: String(expiresAt) },
          },
        }),
      );
    },
    get: async (connectionId) => {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: key(connectionId), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : parse(connectionId, Item);
    },
    remove: async (connectionId) => {
      await client.send(new DeleteItemCommand({ TableName: table, Key: key(connectionId) }));
    },
  };
};
