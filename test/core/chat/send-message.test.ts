import { deriveSessionId } from '../../../core/sessions/derive-session-id';
import { setUpChat as setUp } from '../../support/chat-fixture';
import { chatPorts, searchHit } from '../../support/chat-ports';
import { modelReply, streamOf } from '../../support/scripted-model';

describe('an answer', () => {
  test('comes with what the customer may know about it', async () => {
    const { send } = setUp({
      overrides: {
        search: {
          search: async () => [searchHit('C1'), searchHit('C2')],
          index: async () => undefined,
          remove: async () => undefined,
        },
      },
    });
    expect(await send()).toEqual({
      requestId: 'r1',
      sessionId: deriveSessionId('guest:aiko', 'r1'),
      reply: '「東京喰種」はいかがでしょうか。',
      model: 'claude-sonnet-4-5',
      region: 'us-east-1',
      cached: false,
      usage: { inputTokens: 900, outputTokens: 40 },
      costUsd: 0.0033,
      sources: ['C1', 'C2'],
      routingReason: 'recommendation',
      degraded: [],
    });
  });

  test('follows the turns before it, which the model sees', async () => {
    const { send, model } = setUp();
    const { sessionId } = await send();
    await send({ sessionId, requestId: 'r2', message: 'もっと明るいのは？' });
    expect(model.calls[1]?.request.body.messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: '進撃の巨人みたいなダークな作品を教えてください' }] },
      { role: 'assistant', content: [{ type: 'text', text: '「東京喰種」はいかがでしょうか。' }] },
      { role: 'user', content: [{ type: 'text', text: 'もっと明るいのは？' }] },
    ]);
  });

  test('to the same request again is the same answer, billed once', async () => {
    const { send, model, spent } = setUp();
    const first = await send();
    expect(await send()).toEqual(first);
    expect(model.calls).toHaveLength(1);
    expect(spent).toEqual([0.0033]);
  });

  test('is counted with its tokens, cost and stages', async () => {
    const { send, count, metrics } = setUp();
    await send();
    expect(count('inputTokens')).toBe(900);
    expect(count('outputTokens')).toBe(40);
    expect(count('costUsd')).toBeCloseTo(0.0033);
    expect(
      metrics
        .filter(({ metric }) => metric === 'stageDuration')
        .map(({ dimensions }) => dimensions?.['stage']),
    ).toEqual(['retrieval', 'cache', 'session', 'cache', 'prompt', 'model', 'store']);
  });

  test('that another region gave says so', async () => {
    const { send } = setUp({ model: { invoke: async () => modelReply({ region: 'us-west-2' }) } });
    expect(await send()).toMatchObject({ region: 'us-west-2', degraded: ['other-region'] });
  });

  test('is given although it could not be stored, and says so; the session waits for nobody', async () => {
    const { send, sessions } = setUp({ storing: () => Promise.reject(new Error('throttled')) });
    expect(await send()).toMatchObject({ degraded: ['session-not-stored'] });
    expect([...sessions.sessions.values()].map(({ holder }) => holder)).toEqual([undefined]);
  });

  test('is given in time although storing it takes for ever', async () => {
    const { send, time } = setUp({ storing: () => new Promise(() => undefined) });
    const reply = send();
    await time.advance(3_000);
    expect(await reply).toMatchObject({ degraded: ['session-not-stored'] });
  });

  test('that is cut at the token limit is given but not cached', async () => {
    const { send, cache } = setUp({
      model: { invoke: async () => modelReply({ stopReason: 'max_tokens' }) },
    });
    expect((await send()).reply).toBe('「東京喰種」はいかがでしょうか。');
    expect(cache.answers.size).toBe(0);
  });

  test('that the model refuses is said in the store’s words and not cached', async () => {
    const { send, cache } = setUp({
      model: { invoke: async () => modelReply({ stopReason: 'refusal', text: '' }) },
    });
    expect((await send()).reply).toMatch(/^申し訳ございませんが、このご質問には/);
    expect(cache.answers.size).toBe(0);
  });

  test('without any text is a failure, not an empty answer', async () => {
    const { send, failure } = setUp({ model: { invoke: async () => modelReply({ text: ' \n' }) } });
    expect(await failure(send())).toMatchObject({ code: 'MODEL_FAILED', retryable: true });
  });
});

describe('a message', () => {
  test('that breaks a rule is refused by its field before anything is stored', async () => {
    const { send, failure, sessions } = setUp();
    expect(await failure(send({ message: ' ' }))).toMatchObject({
      code: 'MESSAGE_EMPTY',
      details: [{ field: 'data.message' }],
    });
    expect(sessions.sessions.size).toBe(0);
  });

  test('to a session of somebody else finds none', async () => {
    const { send, failure } = setUp();
    const { sessionId } = await send();
    expect(await failure(send({ principalId: 'guest:ben', requestId: 'r2', sessionId }))).toMatchObject({
      code: 'SESSION_NOT_FOUND',
    });
  });

  test('with the request id of another message is refused', async () => {
    const { send, failure } = setUp();
    const { sessionId } = await send();
    expect(await failure(send({ sessionId, message: '別の質問' }))).toMatchObject({
      code: 'REQUEST_ID_REUSED',
    });
  });

  test('waits for the one before it in its session, and has its full time after that', async () => {
    const { send, time, model } = setUp({
      model: {
        invoke: async () => {
          await time.delay(2_000);
          return modelReply();
        },
      },
    });
    const opening = send();
    await time.advance(2_000);
    const { sessionId } = await opening;
    const both = Promise.all([send({ sessionId, requestId: 'r2' }), send({ sessionId, requestId: 'r3' })]);
    await time.advance(5_000);
    expect((await both).map(({ requestId }) => requestId)).toEqual(['r2', 'r3']);
    expect(model.calls[2]?.request.body.messages).toHaveLength(5);
  });

  test('that waits for the one before it too long is told to come again', async () => {
    const { send, stream, time, failure } = setUp({
      model: { stream: streamOf(['あ'], { pause: () => time.delay(10_000) }) },
    });
    const { sessionId } = await send();
    stream({ sessionId, requestId: 'r2' });
    await time.advance(10);
    const late = failure(send({ sessionId, requestId: 'r3' }));
    await time.advance(4_000);
    expect(await late).toMatchObject({ code: 'SESSION_BUSY', retryable: true });
  });
});

describe('the catalogue', () => {
  const broken = {
    search: () => Promise.reject(new Error('unreachable')),
    index: async () => undefined,
    remove: async () => undefined,
  };

  test('that cannot be searched costs no answer, which says so and is not cached', async () => {
    const { send, cache, count } = setUp({ overrides: { search: broken } });
    expect(await send()).toMatchObject({ sources: [], degraded: ['no-retrieval'] });
    expect(cache.answers.size).toBe(0);
    expect(count('retrievalFailures')).toBe(1);
  });

  test('is not searched for a message that is not about manga, nor when retrieval is off', async () => {
    const { send } = setUp({ overrides: { search: broken, asksAboutManga: () => false } });
    expect(await send()).toMatchObject({ degraded: [] });
    const off = { ...chatPorts().ports.config().feature_flags, enable_retrieval: false };
    const without = setUp({ config: { feature_flags: off }, overrides: { search: broken } });
    expect(await without.send()).toMatchObject({ degraded: [] });
  });
});
