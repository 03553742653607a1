import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { rawExchange } from '../../../chaos/fuzz/http/raw-exchange';
import { createMalformedRefusal } from '../../../core/http/refuse-malformed';
import { listenOnLoopback } from '../../../local/process/listen-on-loopback';

const refusal = createMalformedRefusal('en');
const server = createServer(
  { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 },
  (request, response) => {
    text(request).then(
      (body) => response.end(body),
      () => undefined,
    );
  },
);
server.on('clientError', refusal.onClientError);
refusal.watch(server);

let url: string;
beforeAll(async () => {
  url = await listenOnLoopback(server, 0);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test.each([
  ['its headers', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
  ['its body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n'],
  ['the end of its chunks', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n'],
])(
  'a caller who keeps %s back is told 408 and is cut off, though it never closes its side',
  async (_what, head) => {
    const { replies, end } = await rawExchange(url, [{ bytes: Buffer.from(head) }], {
      expected: 2,
      quietMs: 20_000,
    });
    expect(replies.map(({ status }) => status)).toEqual([408]);
    expect(JSON.parse(replies[0]?.body ?? '')).toMatchObject({
      code: 'REQUEST_TIMEOUT',
      message: 'The request did not arrive in time. Please try again.',
      retryable: true,
    });
    expect(end).not.toBe('open');
  },
);

test('a request that breaks off inside its body is refused once, after the whole one before it', async () => {
  const whole = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nfirst';
  const half = 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n';
  const { replies } = await rawExchange(url, [{ bytes: Buffer.from(whole + half) }], {
    expected: 3,
    quietMs: 3000,
  });
  expect(replies.map(({ status, body }) => [status, body.slice(0, 25)])).toEqual([
    [200, 'first'],
    [400, '{"code":"INVALID_REQUEST"'],
  ]);
});
