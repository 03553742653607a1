import { once } from 'node:events';
import { connect } from 'node:net';
import { deriveSessionId } from '../../../core/sessions/derive-session-id';
import { unavailable } from '../../support/scripted-model';
import { startTestServer, type TestServer } from '../../support/test-server';

const question = { action: 'sendMessage', requestId: 'r1', data: { message: 'ダークな作品は？' } };

describe('the chat over REST', () => {
  let server: TestServer;
  const start = async (options?: Parameters<typeof startTestServer>[0]) => {
    server = await startTestServer(options);
    return server;
  };
  afterEach(() => server.stop());

  test('answers a message, lists the history, newest last, and clears the session', async () => {
    const { chat } = await start();
    const response = await chat(question);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('x-request-id')).toBe('r1');
    const { sessionId, reply } = (await response.json()) as { sessionId: string; reply: string };
    expect(reply).toBe('「東京喰種」はいかがでしょうか。');
    const of = (action: string, data = {}) => chat({ action, data: { sessionId, ...data } });
    await chat({ ...question, requestId: 'r2', data: { message: '次は？', sessionId } });

    const page = (await (await of('getHistory', { limit: 1 })).json()) as { before: string };
    expect(page).toMatchObject({
      turns: [{ turn: 2, requestId: 'r2', message: '次は？', reply }],
      before: '2',
    });
    expect(await (await of('getHistory', { before: page.before })).json()).toMatchObject({
      turns: [{ turn: 1, requestId: 'r1', message: 'ダークな作品は？' }],
    });
    expect(await (await of('clearSession')).json()).toMatchObject({ sessionId, cleared: true });
    expect((await of('getHistory')).status).toBe(404);
  });

  test.each(['sendMessage', 'getHistory', 'clearSession'])(
    'knows no session of another principal: %s',
    async (action) => {
      const { chat } = await start();
      const { sessionId } = (await (await chat(question)).json()) as { sessionId: string };
      const response = await chat(
        { action, requestId: 'r2', data: { message: '質問', sessionId } },
        { 'x-manga-principal': 'guest:ben' },
      );
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        code: 'SESSION_NOT_FOUND',
        retryable: false,
        requestId: 'r2',
      });
    },
  );

  test('makes a request id up, or takes the gateway’s, where the client sent none', async () => {
    const { chat } = await start();
    const anonymous = { action: 'sendMessage', data: { message: '質問' } };
    const first = (await (await chat(anonymous)).json()) as { requestId: string };
    expect(first.requestId).toMatch(/^[0-9a-f-]{36}$/);
    const second = await chat(anonymous, { 'x-request-id': 'gateway-7' });
    expect(await second.json()).toMatchObject({ requestId: 'gateway-7' });
  });

  test.each([
    ['no principal', { 'x-manga-principal': '' }],
    ['a principal of an unknown kind', { 'x-manga-principal': 'admin' }],
    ['an expired principal', { 'x-manga-principal-expires-at': '1000000000' }],
  ])('answers 401 to %s', async (_, headers) => {
    const { chat, model } = await start();
    const response = await chat(question, headers);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'UNAUTHORIZED', retryable: false });
    expect(model.calls).toEqual([]);
  });

  test.each([
    [{ ...question, action: 'buy' }, 400, 'INVALID_REQUEST', 'action'],
    [{ action: 'sendMessage', data: {} }, 400, 'INVALID_REQUEST', 'data.message'],
    [{ action: 'getHistory' }, 400, 'INVALID_REQUEST', 'data.sessionId'],
    [{ ...question, data: { message: 'あ'.repeat(4001) } }, 400, 'INVALID_REQUEST', 'data.message'],
    [{ ...question, data: { message: '質問', sessionId: 'x' } }, 400, 'INVALID_REQUEST', 'data.sessionId'],
    [{ ...question, data: { message: ' ' } }, 422, 'MESSAGE_EMPTY', 'data.message'],
  ])('names the field that is wrong: %j', async (request, status, code, field) => {
    const { chat } = await start();
    const response = await chat(request);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code, details: [{ field }], retryable: false });
  });

  test('does not count what a caller did wrong as a failure of the service', async () => {
    const { chat, count } = await start();
    await chat({ ...question, action: 'buy' });
    await chat({ ...question, data: { message: ' ' } });
    await chat({ action: 'getHistory', data: { sessionId: deriveSessionId('guest:x', 'r1') } });
    expect(count('requests')).toBe(3);
    expect(count('failures')).toBe(0);
  });

  test('answers in the language of the request', async () => {
    const { chat } = await start();
    const english = { ...question, data: { message: ' ', preferredLanguage: 'en' } };
    const { message } = (await (await chat(english)).json()) as { message: string };
    expect(message).toMatch(/^The message is empty/);
  });

  test('refuses what is not JSON in UTF-8, and says what it is', async () => {
    const { post } = await start();
    const inShiftJis = Buffer.concat([
      Buffer.from('{"action":"sendMessage","data":{"message":"'),
      Buffer.from('82b182f182c982bf82cd', 'hex'),
      Buffer.from('"}}'),
    ]);
    const wrong = await post('/chat', inShiftJis);
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({
      code: 'INVALID_ENCODING',
      details: [{ problem: expect.stringContaining('Shift_JIS') }],
    });
    expect((await post('/chat', '{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post('/chat', '{"action":')).status).toBe(400);
    expect((await post('/chat', '')).status).toBe(400);
  });

  test('refuses a body above 64 KB', async () => {
    const { post } = await start();
    const response = await post('/chat', JSON.stringify({ ...question, x: 'x'.repeat(65_536) }));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', retryable: false });
  });

  test('has errors in one shape for paths and methods that are not there', async () => {
    const { url } = await start();
    const missing = await fetch(`${url}/nothing`);
    expect([missing.status, await missing.json()]).toMatchObject([404, { code: 'NOT_FOUND' }]);
    const method = await fetch(`${url}/chat`);
    expect([method.status, await method.json()]).toMatchObject([405, { code: 'METHOD_NOT_ALLOWED' }]);
    expect(method.headers.get('allow')).toBe('POST');
  });

  test('answers what is not even HTTP in the same shape', async () => {
    const { url } = await start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('漫画\r\n\r\n');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    await once(socket, 'close');
    const text = Buffer.concat(chunks).toString('utf8');
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  test('apologises with a code, and says when to come again', async () => {
    const { chat, count } = await start({ model: { invoke: () => Promise.reject(unavailable()) } });
    const response = await chat(question);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.json()).toEqual({
      code: 'MODEL_UNAVAILABLE',
      message: '申し訳ございません。ただいまお答えできない状態です。しばらくしてからもう一度お試しください。',
      retryable: true,
      retryAfterSeconds: 5,
      requestId: 'r1',
    });
    expect(count('failures')).toBe(1);
  });

  test('answers 202 when the answer is deferred', async () => {
    const { chat } = await start({
      model: { invoke: () => Promise.reject(unavailable()) },
      overrides: { deferAnswer: async () => 'job-1' },
    });
    const response = await chat({ ...question, data: { message: '質問', notifyWhenBusy: true } });
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ deferred: true, jobId: 'job-1' });
  });

  test('gives guest tokens that nobody keeps', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/guest`, {
      method: 'POST',
      headers: { authorization: 'Bearer old' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({ token: 'token-after-Bearer old', tokenType: 'Bearer' });
  });
});
