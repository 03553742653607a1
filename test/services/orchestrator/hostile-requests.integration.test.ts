import { rawExchange } from '../../../chaos/fuzz/http/raw-exchange';
import { type HeaderLine, requestBytes } from '../../../chaos/fuzz/http/request-bytes';
import { startTestServer, type TestServer } from '../../support/test-server';

const question = JSON.stringify({ action: 'sendMessage', data: { message: '面白い漫画は？' } });

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const request = (more: readonly HeaderLine[] = [], target = '/chat') =>
  requestBytes({
    target,
    headers: [
      ['Host', 'orchestrator'],
      ['Content-Type', 'application/json'],
      ['Content-Length', String(Buffer.byteLength(question))],
      ['X-Manga-Principal', 'guest:aiko'],
      ...more,
    ],
    body: question,
  });

const send = (bytes: Buffer, expected = 1) => rawExchange(server.url, [{ bytes }], { expected });

test.each<[string, Buffer, number, string]>([
  ['whose path is no address', request([], '/%zz'), 400, 'INVALID_REQUEST'],
  ['of two lengths', request([['Content-Length', '5']]), 400, 'INVALID_REQUEST'],
  ['of a length and chunks', request([['Transfer-Encoding', 'chunked']]), 400, 'INVALID_REQUEST'],
  ['of headers above 16 KB', request([['X-Extra', 'a'.repeat(20_000)]]), 431, 'HEADERS_TOO_LARGE'],
  [
    'of an unknown method',
    requestBytes({ method: 'BREW', headers: [['Host', 'x']] }),
    400,
    'INVALID_REQUEST',
  ],
  [
    'to be connected through',
    requestBytes({ method: 'CONNECT', target: 'x:80', headers: [['Host', 'x']] }),
    404,
    'NOT_FOUND',
  ],
])('a request %s is refused in the documented shape', async (_what, bytes, status, code) => {
  const { replies } = await send(bytes);
  expect(replies.map((reply) => reply.status)).toEqual([status]);
  expect(JSON.parse(replies[0]?.body ?? '')).toEqual({
    code,
    message: expect.any(String),
    retryable: false,
    requestId: replies[0]?.headers['x-request-id'],
    ...(code === 'INVALID_REQUEST' && status === 400 && { details: expect.anything() }),
  });
});

test('an expectation that nobody knows is passed over', async () => {
  const { replies } = await send(request([['Expect', 'a miracle']]));
  expect(replies.map(({ status }) => status)).toEqual([200]);
});

test('requests that come before nonsense on the same connection are answered first', async () => {
  const bytes = Buffer.concat([request(), request(), Buffer.from('nonsense\r\n\r\n')]);
  const { replies, outOfStep } = await send(bytes, 3);
  expect(outOfStep).toBeUndefined();
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 400]);
});
