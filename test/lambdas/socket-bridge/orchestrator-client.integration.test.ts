import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { relayTo } from '../../../lambdas/socket-bridge/orchestrator-client';

const message = { connectionId: 'c1', principalId: 'guest:aiko', requestId: 'r1', body: '{"a":"漫画"}' };

const withServer = async (listener: RequestListener, run: (url: string) => Promise<void>): Promise<void> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

describe('the orchestrator, as the bridge sees it', () => {
  test('gets the frame whole, and is done when it answers', async () => {
    let received = '';
    await withServer(
      (request, response) => {
        expect(request.url).toBe('/socket/messages');
        request.on('data', (chunk: Buffer) => {
          received += chunk.toString('utf8');
        });
        request.on('end', () => response.writeHead(200).end());
      },
      async (url) => {
        expect(await relayTo(url)(message, 5000)).toEqual({ kind: 'done' });
      },
    );
    expect(JSON.parse(received)).toEqual(message);
  });

  test('says why it refused', async () => {
    const body = { code: 'SHUTTING_DOWN', message: '…', retryable: true, retryAfterSeconds: 1 };
    await withServer(
      (_, response) => response.writeHead(503).end(JSON.stringify(body)),
      async (url) => {
        expect(await relayTo(url)(message, 5000)).toMatchObject({
          kind: 'refused',
          error: { code: 'SHUTTING_DOWN', retryAfterSeconds: 1 },
        });
      },
    );
  });

  test("has failed when what answers is a load balancer's page", async () => {
    await withServer(
      (_, response) => response.writeHead(502).end('<html>502 Bad Gateway</html>'),
      async (url) => {
        expect(await relayTo(url)(message, 5000)).toEqual({ kind: 'failed', reason: 'HTTP 502' });
      },
    );
  });

  test('has failed when it dies in mid-answer', async () => {
    await withServer(
      (request) => request.socket.destroy(),
      async (url) => {
        expect(await relayTo(url)(message, 5000)).toMatchObject({ kind: 'failed' });
      },
    );
    await withServer(
      (request, response) => {
        response.writeHead(200, { 'content-length': 10 }).write('{');
        setImmediate(() => request.socket.destroy());
      },
      async (url) => {
        expect(await relayTo(url)(message, 5000)).toMatchObject({ kind: 'failed' });
      },
    );
  });

  test('has failed when nobody listens', async () => {
    let address = '';
    await withServer(
      () => undefined,
      async (url) => {
        address = url;
      },
    );
    expect(await relayTo(address)(message, 5000)).toMatchObject({ kind: 'failed' });
  });

  test('is given up when it does not answer in time', async () => {
    await withServer(
      () => undefined,
      async (url) => {
        expect(await relayTo(url)(message, 100)).toEqual({ kind: 'timeout' });
      },
    );
  });
});
