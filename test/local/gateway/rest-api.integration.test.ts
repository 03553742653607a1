import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type GatewayUnderTest, startGatewayUnderTest } from '../../support/gateway-under-test';

const question = { action: 'sendMessage', data: { message: '面白い漫画は？' } };
const json = { authorization: 'Bearer valid', 'content-type': 'application/json' };

const post = (gateway: GatewayUnderTest, body: string | Buffer, headers: Record<string, string> = json) =>
  fetch(`${gateway.url}/chat`, { method: 'POST', headers, body });

describe('a request', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await startGatewayUnderTest({
      answer: ({ url }) =>
        url?.startsWith('/health') === true
          ? { status: 503, body: '{"status":"down"}' }
          : { status: 200, body: '{"reply":"はい"}' },
      options: { throttled: false },
    });
  });
  afterAll(() => gateway.close());
  beforeEach(() => {
    gateway.requests.length = 0;
  });

  test('reaches the orchestrator as it was sent, with the principal that the authorizer found', async () => {
    const response = await post(gateway, JSON.stringify(question), {
      ...json,
      'X-Manga-Principal': 'user:somebody-else',
      'x-manga-principal-expires-at': '9999999999',
      'x-request-id': 'mine',
    });
    expect([response.status, await response.json()]).toEqual([200, { reply: 'はい' }]);
    const [seen] = gateway.requests;
    expect(JSON.parse(seen?.body ?? '')).toEqual(question);
    expect(seen?.headers).toMatchObject({
      'x-manga-principal': 'guest:1',
      'x-manga-principal-expires-at': '1900000000',
      'x-request-id': response.headers.get('x-request-id'),
    });
    expect(response.headers.get('x-request-id')).not.toBe('mine');
  });

  test('to a route for anyone passes without a token, and without a principal of the caller’s own making', async () => {
    await fetch(`${gateway.url}/guest`, { method: 'POST', headers: { 'x-manga-principal': 'user:1' } });
    expect(gateway.requests[0]?.url).toBe('/guest');
    expect(gateway.requests[0]?.headers['x-manga-principal']).toBeUndefined();
  });

  test('is answered with the orchestrator’s own status and body', async () => {
    const response = await fetch(`${gateway.url}/health?verbose=1`);
    expect([response.status, await response.json()]).toEqual([503, { status: 'down' }]);
    expect(gateway.requests[0]?.url).toBe('/health?verbose=1');
  });

  const shiftJis = Buffer.from([0x22, 0x83, 0x7d, 0x83, 0x93, 0x83, 0x4b, 0x22]);

  test.each<[string, string | Buffer, Record<string, string>, number, object]>([
    ['without a token', '{}', { 'content-type': 'application/json' }, 401, { code: 'UNAUTHORIZED' }],
    ['with a wrong token', '{}', { ...json, authorization: 'Bearer x' }, 401, { code: 'UNAUTHORIZED' }],
    [
      'with a field that the model refuses',
      JSON.stringify({ action: 'sendMessage', data: { message: 'x', sessionId: 'nonsense' } }),
      json,
      400,
      {
        code: 'INVALID_REQUEST',
        details: [{ field: 'data.sessionId', problem: expect.stringContaining('must match') }],
      },
    ],
    [
      'with an unknown property',
      JSON.stringify({ ...question, extra: 1 }),
      json,
      400,
      {
        code: 'INVALID_REQUEST',
        details: [{ field: 'body', problem: expect.stringContaining('unknown property') }],
      },
    ],
    ['that is not JSON', '{"action":', json, 400, { code: 'INVALID_REQUEST' }],
    [
      'of another content type',
      JSON.stringify(question),
      { ...json, 'content-type': 'text/plain' },
      415,
      { code: 'UNSUPPORTED_MEDIA_TYPE' },
    ],
    [
      'in another charset',
      JSON.stringify(question),
      { ...json, 'content-type': 'application/json; charset=Shift_JIS' },
      415,
      { code: 'UNSUPPORTED_MEDIA_TYPE' },
    ],
    [
      'whose bytes are Shift_JIS',
      shiftJis,
      json,
      400,
      {
        code: 'INVALID_ENCODING',
        details: [{ field: 'body', problem: expect.stringMatching(/byte 1.*Shift_JIS/) }],
      },
    ],
    ['above 64 KB', 'x'.repeat(64 * 1024 + 1), json, 413, { code: 'PAYLOAD_TOO_LARGE' }],
  ])(
    '%s is refused in the documented shape, and does not get through',
    async (_what, body, headers, status, expected) => {
      const response = await post(gateway, body, headers);
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({
        ...expected,
        message: expect.any(String),
        retryable: false,
        requestId: response.headers.get('x-request-id'),
      });
      expect(gateway.requests).toEqual([]);
    },
  );

  test.each([
    ['GET', '/chat'],
    ['POST', '/nowhere'],
    ['DELETE', '/guest'],
  ])('%s %s does not exist', async (method, path) => {
    const response = await fetch(gateway.url + path, { method });
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'NOT_FOUND' }]);
  });

  test('that is no HTTP at all gets 400 and the connection is closed', async () => {
    const { port } = new URL(gateway.url);
    const received = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('こんにちは\r\n\r\n'));
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk.toString();
      });
      socket.on('close', () => resolve(answer));
    });
    expect(received).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('an orchestrator', () => {
  test('that does not answer in time is a 504 that may be tried again', async () => {
    const gateway = await startGatewayUnderTest({
      answer: () => 'nothing',
      options: { integrationTimeoutMs: 50 },
    });
    const response = await post(gateway, JSON.stringify(question));
    expect([response.status, await response.json()]).toMatchObject([
      504,
      { code: 'DEADLINE_EXCEEDED', retryable: true },
    ]);
    await gateway.close();
  });

  test('that is down is a 503 with the time to wait', async () => {
    const gateway = await startGatewayUnderTest({ options: { orchestratorUrl: 'http://127.0.0.1:9' } });
    const response = await post(gateway, JSON.stringify(question));
    expect([response.status, response.headers.get('retry-after'), await response.json()]).toMatchObject([
      503,
      '1',
      { code: 'OVERLOADED', retryable: true, retryAfterSeconds: 1 },
    ]);
    await gateway.close();
  });
});

test('a caller beyond the burst gets 429 with Retry-After', async () => {
  const gateway = await startGatewayUnderTest({ options: { now: () => 0 } });
  const responses = await Promise.all(
    Array.from({ length: 25 }, () => post(gateway, JSON.stringify(question))),
  );
  const refused = responses.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(5);
  expect(refused[0]?.headers.get('retry-after')).toBe('1');
  expect(await refused[0]?.json()).toMatchObject({
    code: 'RATE_LIMITED',
    retryable: true,
    retryAfterSeconds: 1,
  });
  await gateway.close();
});

test('a caller who goes away in the middle leaves the gateway working', async () => {
  const gateway = await startGatewayUnderTest({
    answer: ({ url }) => (url === '/health' ? { status: 200, body: '{}' } : 'nothing'),
  });
  const leaving = new AbortController();
  const lost = fetch(`${gateway.url}/chat`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(question),
    signal: leaving.signal,
  }).catch(() => 'gone');
  while (gateway.requests.length === 0) await delay(5);
  leaving.abort();
  expect(await lost).toBe('gone');
  expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
  await gateway.close();
});

test('ends on request although clients keep their connections and ask on', async () => {
  const gateway = await startGatewayUnderTest({ options: { throttled: false } });
  let refused = 0;
  const asking = Array.from({ length: 4 }, async () => {
    while (refused < 4) {
      const response = await post(gateway, JSON.stringify(question)).catch(() => undefined);
      if (response === undefined) {
        refused += 1;
        return;
      }
      await response.arrayBuffer();
    }
  });
  while (gateway.requests.length < 20) await delay(5);
  await gateway.close();
  await Promise.all(asking);
  expect(refused).toBe(4);
});
