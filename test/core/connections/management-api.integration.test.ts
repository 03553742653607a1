import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createManagementClient } from '../../../core/connections/create-management-client';
import { managementApi } from '../../../core/connections/management-api';
import { ConnectionGoneError } from '../../../core/connections/post-frame';

const delta = { type: 'delta', requestId: 'r1', text: '漫画' } as const;

const withGateway = async (
  listener: RequestListener,
  run: (api: ReturnType<typeof managementApi>) => Promise<void>,
): Promise<void> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = createManagementClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}/dev`);
  try {
    await run(managementApi(client, async () => undefined));
  } finally {
    client.destroy();
    server.closeAllConnections();
    server.close();
  }
};

describe('frames by the @connections API', () => {
  beforeAll(() => {
    process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
    process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
    process.env['AWS_REGION'] ??= 'us-east-1';
  });

  test('are posted as JSON to their connection', async () => {
    let body = '';
    let url: string | undefined;
    await withGateway(
      (request, response) => {
        url = request.url;
        request.on('data', (chunk: Buffer) => {
          body += chunk.toString('utf8');
        });
        request.on('end', () => response.writeHead(200).end());
      },
      async (api) => api.postFrame('c1=', delta),
    );
    expect(decodeURIComponent(url ?? '')).toBe('/dev/@connections/c1=');
    expect(JSON.parse(body)).toEqual(delta);
  });

  test('to a reader that has gone are told apart, and not repeated', async () => {
    let posts = 0;
    await withGateway(
      (_, response) => {
        posts += 1;
        response.writeHead(410, { 'x-amzn-errortype': 'GoneException' }).end('{}');
      },
      async (api) => {
        await expect(api.postFrame('c1', delta)).rejects.toBeInstanceOf(ConnectionGoneError);
        await expect(api.closeConnection('c1')).resolves.toBeUndefined();
      },
    );
    expect(posts).toBe(2);
  });

  test('are repeated when the gateway asks for patience', async () => {
    const statuses = [429, 429, 200];
    await withGateway(
      (_, response) => {
        response.writeHead(statuses.shift() ?? 500).end('{}');
      },
      async (api) => api.postFrame('c1', delta),
    );
    expect(statuses).toEqual([]);
  });

  test('are not repeated when they may have arrived', async () => {
    let posts = 0;
    await withGateway(
      (_, response) => {
        posts += 1;
        response.writeHead(500).end('{}');
      },
      async (api) => {
        await expect(api.postFrame('c1', delta)).rejects.toMatchObject({
          $metadata: { httpStatusCode: 500 },
        });
      },
    );
    expect(posts).toBe(1);
  });
});
