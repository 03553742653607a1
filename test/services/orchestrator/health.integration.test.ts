import { startTestServer, type TestServer } from '../../support/test-server';

describe('the health of a task', () => {
  let server: TestServer;
  const ask = async (path: string) => {
    const response = await fetch(`${server.url}${path}`);
    return [response.status, await response.json()];
  };
  afterEach(() => server.stop());

  test('is up while the process answers', async () => {
    server = await startTestServer();
    expect(await ask('/health')).toEqual([200, { status: 'up' }]);
  });

  test('is ready with everything up, and shows the regions', async () => {
    server = await startTestServer({ checks: { sessions: async () => 'up', cache: async () => 'off' } });
    expect(await ask('/ready')).toEqual([
      200,
      {
        status: 'ready',
        dependencies: { sessions: 'up', cache: 'off' },
        regions: [{ region: 'us-east-1', state: 'closed', since: '1970-01-01T00:00:00.000Z', models: {} }],
      },
    ]);
    expect(await ask('/health/regions')).toMatchObject([
      200,
      { status: 'up', regions: [{ region: 'us-east-1' }] },
    ]);
  });

  test('is degraded, not dead, with something down', async () => {
    server = await startTestServer({
      checks: { sessions: async () => 'up', search: () => Promise.reject(new Error('unreachable')) },
    });
    expect(await ask('/ready')).toMatchObject([
      200,
      { status: 'degraded', dependencies: { sessions: 'up', search: 'down' } },
    ]);
  });

  test('is not ready once the task is told to stop', async () => {
    server = await startTestServer();
    server.announceStop();
    expect(await ask('/ready')).toMatchObject([503, { status: 'stopping' }]);
    expect(await ask('/health')).toMatchObject([200, { status: 'up' }]);
  });
});
