import { createServer } from 'node:http';
import { noThrottles } from '../../../local/gateway/create-throttles';
import { restApi } from '../../../local/gateway/rest/rest-api';
import { listenOnLoopback } from '../../../local/process/listen-on-loopback';

test('a failure of the gateway itself is an error in the documented shape, whose id is in the header too', async () => {
  const lines: string[] = [];
  const server = createServer(
    restApi({
      authorize: () => Promise.reject(new Error('the authorizer is gone')),
      throttles: noThrottles,
      forward: () => Promise.reject(new Error('nobody is asked')),
      now: Date.now,
      log: (line) => void lines.push(line),
    }),
  );
  const url = await listenOnLoopback(server, 0);
  try {
    const response = await fetch(`${url}/chat`, {
      method: 'POST',
      headers: { authorization: 'Bearer valid', 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'sendMessage', data: { message: '面白い漫画は？' } }),
    });
    const body = (await response.json()) as Record<string, unknown>;
    expect(response.status).toBe(500);
    expect(body).toMatchObject({ code: 'INTERNAL', retryable: true });
    expect(body['requestId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('x-request-id')).toBe(body['requestId']);
    expect(lines).toEqual(['POST failed: Error: the authorizer is gone']);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
