import { deriveSessionId } from '../../../core/sessions/derive-session-id';
import { realTime } from '../../../services/orchestrator/real-time';
import { modelReply, streamOf } from '../../support/scripted-model';
import { startTestServer, type TestServer } from '../../support/test-server';

const question = { action: 'sendMessage', requestId: 'r1', data: { message: 'ダークな作品は？' } };

describe('the chat over the socket', () => {
  let server: TestServer;
  const start = async (options?: Parameters<typeof startTestServer>[0]) => {
    server = await startTestServer(options);
    return server;
  };
  afterEach(() => server.stop());

  test('streams an answer in frames, and is finished when the call is', async () => {
    const { frame, reader } = await start();
    const response = await frame(question);
    expect([response.status, await response.json()]).toEqual([200, { outcome: 'answered' }]);
    const sessionId = deriveSessionId('guest:aiko', 'r1');
    expect(reader.framesOf('c1')).toEqual([
      { type: 'start', requestId: 'r1', sessionId },
      { type: 'delta', requestId: 'r1', text: '「東京喰種」は' },
      { type: 'delta', requestId: 'r1', text: 'いかがでしょうか。' },
      {
        type: 'end',
        requestId: 'r1',
        sessionId,
        model: 'claude-sonnet-4-5',
        region: 'us-east-1',
        cached: false,
        usage: { inputTokens: 900, outputTokens: 40 },
        costUsd: 0.0033,
        sources: [],
        routingReason: 'recommendation',
        degraded: [],
      },
    ]);
  });

  test('sends history and the end of a session as frames', async () => {
    const { frame, reader } = await start();
    await frame(question);
    const sessionId = deriveSessionId('guest:aiko', 'r1');
    await frame({ action: 'getHistory', data: { sessionId } }, { connectionId: 'c2', requestId: 'h1' });
    await frame({ action: 'clearSession', data: { sessionId } }, { connectionId: 'c2', requestId: 'h2' });
    await frame({ action: 'getHistory', data: { sessionId } }, { connectionId: 'c2', requestId: 'h3' });
    expect(reader.framesOf('c2')).toMatchObject([
      { type: 'history', requestId: 'h1', sessionId, turns: [{ turn: 1, message: 'ダークな作品は？' }] },
      { type: 'cleared', requestId: 'h2', sessionId },
      { type: 'error', requestId: 'h3', code: 'SESSION_NOT_FOUND' },
    ]);
  });

  test.each(['sendMessage', 'getHistory', 'clearSession'])(
    'knows no session of another principal: %s',
    async (action) => {
      const { frame, reader, sessions } = await start();
      await frame(question);
      const sessionId = deriveSessionId('guest:aiko', 'r1');
      await frame(
        {
          action,
          requestId: 'r2',
          data: { ...(action === 'sendMessage' && { message: '質問' }), sessionId },
        },
        { connectionId: 'c2', principalId: 'guest:ben', requestId: 'r2' },
      );
      expect(reader.framesOf('c2')).toMatchObject([
        { type: 'error', requestId: 'r2', code: 'SESSION_NOT_FOUND', retryable: false },
      ]);
      expect([...sessions.sessions.values()].map(({ turns }) => turns.length)).toEqual([1]);
    },
  );

  test('sends an error frame when the stream breaks, after the text that was sent', async () => {
    const { frame, reader } = await start({
      model: {
        stream: async function* () {
          yield { type: 'delta', text: '「東京' };
          await realTime.delay(60);
          throw new Error('cut');
        },
      },
    });
    expect((await frame(question)).status).toBe(200);
    expect(reader.framesOf('c1').map(({ type }) => type)).toEqual(['start', 'delta', 'error']);
    expect(reader.framesOf('c1').at(-1)).toMatchObject({
      requestId: 'r1',
      code: 'INTERNAL',
      retryable: true,
    });
  });

  test('stops the generation for a reader that has gone, and counts it as done', async () => {
    const { frame, reader, model, count, sessions } = await start({
      model: { stream: streamOf(['一', '二', '三', '四'], { pause: () => realTime.delay(60) }) },
    });
    reader.leave('c1');
    const response = await frame(question);
    expect([response.status, await response.json()]).toEqual([200, { outcome: 'gone' }]);
    expect(model.calls[0]?.options.signal?.aborted ?? true).toBe(true);
    expect(count('failures')).toBe(0);
    expect([...sessions.sessions.values()][0]?.turns[0]).not.toHaveProperty('answer');
  });

  test('sends nothing more when the bridge has given up: it has told the reader, who may have asked again', async () => {
    const { url, frame, reader, model, sessions } = await start({
      model: { stream: streamOf(['一', '二', '三', '四'], { pause: () => realTime.delay(60) }) },
    });
    const bridge = new AbortController();
    const given = fetch(`${url}/socket/messages`, {
      method: 'POST',
      signal: bridge.signal,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        connectionId: 'c1',
        principalId: 'guest:aiko',
        requestId: 'r1',
        body: JSON.stringify(question),
      }),
    });
    while (reader.framesOf('c1').length < 2) await realTime.delay(5);
    bridge.abort();
    await expect(given).rejects.toThrow('aborted');
    while (model.calls[0]?.options.signal?.aborted !== true) await realTime.delay(5);
    const before = reader.framesOf('c1').length;
    await frame(question, { connectionId: 'c2' });
    expect(reader.framesOf('c1')).toHaveLength(before);
    expect(reader.framesOf('c1').map(({ type }) => type)).not.toContain('end');
    expect(reader.framesOf('c2').at(-1)).toMatchObject({ type: 'end', requestId: 'r1' });
    expect([...sessions.sessions.values()].map(({ turns }) => turns.length)).toEqual([1]);
  });

  test('has only what is left of the bridge’s patience for a message that stood in a queue', async () => {
    const { frame, reader, model } = await start({ model: { stream: streamOf(['一']) } });
    await frame(question, { sentAt: Date.now() - 27_000 });
    expect(reader.framesOf('c1').at(-1)).toMatchObject({ type: 'error', code: 'DEADLINE_EXCEEDED' });
    expect(reader.framesOf('c1').map(({ type }) => type)).not.toContain('end');
    expect(model.calls).toEqual([]);
  });

  test('takes a message that seems to come from the future, or without a time, for one of now', async () => {
    const { frame, reader } = await start({ model: { stream: streamOf(['一']) } });
    await frame(question, { sentAt: Date.now() + 60_000 });
    await frame({ ...question, requestId: 'r2' }, { requestId: 'r2', connectionId: 'c2' });
    expect(reader.framesOf('c1').at(-1)).toMatchObject({ type: 'end' });
    expect(reader.framesOf('c2').at(-1)).toMatchObject({ type: 'end' });
  });

  test('does not let one reader’s fault reach another', async () => {
    const { frame, reader } = await start();
    reader.leave('c1');
    await Promise.all([
      frame(question),
      frame({ ...question, data: { message: '別の質問' } }, { connectionId: 'c2', principalId: 'guest:ben' }),
    ]);
    expect(reader.framesOf('c1')).toEqual([]);
    expect(reader.framesOf('c2').at(-1)).toMatchObject({ type: 'end' });
  });

  test.each([
    [{ action: 'sendMessage', data: {} }, 400, 'INVALID_REQUEST'],
    [{ action: 'sendMessage', data: { message: 'x'.repeat(70_000) } }, 413, 'PAYLOAD_TOO_LARGE'],
  ])(
    'leaves the error frame to the bridge for a frame that it did not begin with',
    async (request, status, code) => {
      const { frame, reader } = await start();
      const response = await frame(request);
      expect([response.status, await response.json()]).toMatchObject([status, { code, requestId: 'r1' }]);
      expect(reader.framesOf('c1')).toEqual([]);
    },
  );

  test('refuses what is no message of the bridge', async () => {
    const { post } = await start();
    expect((await post('/socket/messages', '{"connectionId":"c1"}')).status).toBe(400);
  });

  test('sends the stored answer again to who reconnects with the same request', async () => {
    const { frame, reader, model } = await start();
    await frame(question);
    await frame(question, { connectionId: 'c2' });
    expect(reader.framesOf('c2').map(({ type }) => type)).toEqual(['start', 'delta', 'end']);
    expect(reader.framesOf('c2').at(-1)).toEqual(reader.framesOf('c1').at(-1));
    expect(model.calls).toHaveLength(1);
  });

  test('says that the answer comes later when it is deferred', async () => {
    const { frame, reader } = await start({
      config: { max_in_flight: 1 },
      overrides: { deferAnswer: async () => 'job-1' },
      model: { stream: streamOf(['一'], { pause: () => realTime.delay(100), reply: modelReply() }) },
    });
    const first = frame(question);
    await realTime.delay(30);
    await frame(
      { ...question, requestId: 'r2', data: { message: '質問', notifyWhenBusy: true } },
      { connectionId: 'c2', requestId: 'r2' },
    );
    await first;
    expect(reader.framesOf('c2').at(-1)).toMatchObject({ type: 'deferred', requestId: 'r2', jobId: 'job-1' });
  });

  test('answers an overload with its code, for the bridge to tell', async () => {
    const { frame, reader } = await start({ config: { max_in_flight: 0 } });
    const response = await frame(question);
    expect([response.status, await response.json()]).toMatchObject([
      503,
      { code: 'OVERLOADED', retryAfterSeconds: 2 },
    ]);
    expect(reader.framesOf('c1')).toEqual([]);
  });
});
