import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { tableName } from '../../../contracts/tables';
import { dynamoConnectionStore } from '../../../core/connections/dynamo-connection-store';
import { type DynaliteServer, startDynalite } from '../../support/dynalite-server';

describe('open connections in DynamoDB', () => {
  let server: DynaliteServer;
  const now = 1_800_000_000_000;
  const connection = { connectionId: 'c1', principalId: 'guest:aiko', principalExpiresAt: 1_800_000_600 };

  beforeAll(async () => {
    server = await startDynalite({ tables: ['connections'] });
  });
  afterAll(() => server.stop());

  const store = () =>
    dynamoConnectionStore({
      client: server.client,
      table: tableName(server.environment, 'connections'),
      now: () => now,
    });

  test('are found with their principal until they are removed', async () => {
    await store().put(connection);
    expect(await store().get('c1')).toEqual(connection);
    await store().remove('c1');
    expect(await store().get('c1')).toBeUndefined();
  });

  test('outlive no connection of API Gateway: the row expires after two hours and ten minutes', async () => {
    await store().put({ ...connection, connectionId: 'c2' });
    const { Item } = await server.client.send(
      new GetItemCommand({
        TableName: tableName(server.environment, 'connections'),
        Key: { connectionId: { S: 'c2' } },
      }),
    );
    expect(Item?.['expiresAt']).toEqual({ N: '1800007800' });
  });
});
