import { gzipSync } from 'node:zlib';
import { rawExchange } from '../../../chaos/fuzz/http/raw-exchange';
import { type HeaderLine, requestBytes, usualHeaders } from '../../../chaos/fuzz/http/request-bytes';
import { errorBodySchema } from '../../../contracts/reply-schemas';
import { createValidator } from '../../../core/json-schema/create-validator';
import { type GatewayUnderTest, startGatewayUnderTest } from '../../support/gateway-under-test';

const question = JSON.stringify({ action: 'sendMessage', data: { message: '面白い漫画は？' } });
const isErrorBody = createValidator(errorBodySchema);

/** A whole request with more header lines, or with others in place of the usual ones. */
const withHeaders = (more: readonly HeaderLine[], without: readonly string[] = [], body = question) =>
  requestBytes({
    headers: [...usualHeaders('valid', body).filter(([name]) => !without.includes(name)), ...more],
    body,
  });

let gateway: GatewayUnderTest;
const logged: string[] = [];
beforeAll(async () => {
  gateway = await startGatewayUnderTest({
    options: { throttled: false, log: (line) => logged.push(line) },
  });
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.requests.length = 0;
  logged.length = 0;
});

const send = (bytes: Buffer, expected = 1) => rawExchange(gateway.url, [{ bytes }], { expected });

test.each<[string, Buffer, number, string]>([
  ['of two lengths', withHeaders([['Content-Length', '5']]), 400, 'INVALID_REQUEST'],
  ['of a length and chunks', withHeaders([['Transfer-Encoding', 'chunked']]), 400, 'INVALID_REQUEST'],
  [
    'of chunks in a coding that nobody knows',
    withHeaders([['Transfer-Encoding', 'chunked, xchunked']], ['Content-Length']),
    400,
    'INVALID_REQUEST',
  ],
  [
    'of a chunk that is longer than a number can tell',
    Buffer.concat([
      withHeaders([['Transfer-Encoding', 'chunked']], ['Content-Length'], ''),
      Buffer.from('FFFFFFFFFFFFFFFFFF\r\nabc'),
    ]),
    400,
    'INVALID_REQUEST',
  ],
  ['with a space before the colon', withHeaders([['X-Extra ', '1']]), 400, 'INVALID_REQUEST'],
  ['with a line break in a header', withHeaders([['X-Extra', 'a\rb']]), 400, 'INVALID_REQUEST'],
  ['of headers above 16 KB', withHeaders([['X-Extra', 'a'.repeat(20_000)]]), 431, 'HEADERS_TOO_LARGE'],
  ['that is not HTTP', Buffer.from('こんにちは\r\n\r\n'), 400, 'INVALID_REQUEST'],
  ['of HTTP/2', Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), 400, 'INVALID_REQUEST'],
  ['without a host', withHeaders([], ['Host']), 400, 'INVALID_REQUEST'],
  ['with two hosts', withHeaders([['host', 'other.example']]), 400, 'INVALID_REQUEST'],
  ['with two tokens', withHeaders([['authorization', 'Bearer other']]), 400, 'INVALID_REQUEST'],
  [
    'to be connected through',
    requestBytes({ method: 'CONNECT', target: 'x:80', headers: [['Host', 'x:80']] }),
    404,
    'NOT_FOUND',
  ],
  [
    'to change to another protocol',
    withHeaders([
      ['Connection', 'Upgrade'],
      ['Upgrade', 'h2c'],
    ]),
    404,
    'NOT_FOUND',
  ],
  [
    'whose body says that it is compressed, and is not',
    withHeaders([['Content-Encoding', 'gzip']]),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  ['in a coding that nobody knows', withHeaders([['Content-Encoding', 'br']]), 415, 'UNSUPPORTED_MEDIA_TYPE'],
])(
  'a request %s is refused in the documented shape and does not get through',
  async (_what, bytes, status, code) => {
    const { replies, outOfStep } = await send(bytes);
    expect(outOfStep).toBeUndefined();
    expect(replies.map((reply) => reply.status)).toEqual([status]);
    const body: unknown = JSON.parse(replies[0]?.body ?? '');
    expect(isErrorBody(body)).toMatchObject({ ok: true });
    expect(body).toMatchObject({ code, requestId: replies[0]?.headers['x-request-id'] });
    expect(gateway.requests).toEqual([]);
  },
);

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'a header or a parameter may have the name %s',
  async (name) => {
    const headers = [...usualHeaders('valid', question), [name, '1'] as const];
    const { replies } = await send(
      requestBytes({ target: `/chat?${name}=1&${name}=2`, headers, body: question }),
    );
    expect(replies.map(({ status }) => status)).toEqual([200]);
    expect(logged).toEqual([]);
  },
);

test('an expectation that nobody knows is passed over', async () => {
  const { replies } = await send(withHeaders([['Expect', 'a miracle']]));
  expect(replies.map(({ status }) => status)).toEqual([200]);
});

test('a compressed body is taken as API Gateway takes it', async () => {
  const body = gzipSync(question);
  const headers: HeaderLine[] = [...usualHeaders('valid', body), ['Content-Encoding', 'gzip']];
  const { replies } = await send(requestBytes({ headers, body }));
  expect(replies.map(({ status }) => status)).toEqual([200]);
  expect(gateway.requests.map((request) => [request.body, request.headers['content-encoding']])).toEqual([
    [question, undefined],
  ]);
});

test('a small body that unpacks to a large one is refused without unpacking it', async () => {
  const body = gzipSync(Buffer.alloc(60_000_000, ' '));
  expect(body.length).toBeLessThan(64 * 1024);
  const headers: HeaderLine[] = [...usualHeaders('valid', body), ['Content-Encoding', 'gzip']];
  const { replies } = await send(requestBytes({ headers, body }));
  expect(JSON.parse(replies[0]?.body ?? '')).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
});

test('a caller who sends 9 MB hears that it is too much, and is not cut off', async () => {
  const { replies, end } = await send(
    requestBytes({ headers: usualHeaders('valid', Buffer.alloc(9_000_000)), body: Buffer.alloc(9_000_000) }),
  );
  expect(end).toBe('open');
  expect(JSON.parse(replies[0]?.body ?? '')).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
});

test('requests that come before nonsense on the same connection are answered first, and in their order', async () => {
  const numbered = (number: number) =>
    requestBytes({ target: `/health?${number}`, method: 'GET', headers: [['Host', 'x']] });
  const bytes = Buffer.concat([numbered(1), withHeaders([]), numbered(2), Buffer.from('nonsense\r\n\r\n')]);
  const { replies, outOfStep } = await send(bytes, 4);
  expect(outOfStep).toBeUndefined();
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 400]);
  expect(JSON.parse(replies[3]?.body ?? '')).toMatchObject({ code: 'INVALID_REQUEST' });
});
