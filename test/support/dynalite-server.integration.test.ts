import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { tableName, tables } from '../../contracts/tables';
import { startDynalite } from './dynalite-server';

test('a test gets all tables of the contracts, and keeps what it writes to itself', async () => {
  const [first, second] = await Promise.all([startDynalite(), startDynalite()]);
  try {
    const listed = await first.client.send(new ListTablesCommand({}));
    expect(listed.TableNames).toHaveLength(Object.keys(tables).length);
    const TableName = tableName(first.environment, 'sessions');
    const Key = { sessionId: 's', entry: 'e' };
    await first.documents.send(new PutCommand({ TableName, Item: { ...Key, note: '漫画' } }));
    expect((await first.documents.send(new GetCommand({ TableName, Key }))).Item).toMatchObject({
      note: '漫画',
    });
    expect((await second.documents.send(new GetCommand({ TableName, Key }))).Item).toBeUndefined();
  } finally {
    await Promise.all([first.stop(), second.stop()]);
  }
});
