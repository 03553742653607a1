import type { ChatReply } from '../../../contracts/chat-reply';
import { setUpChat as setUp } from '../../support/chat-fixture';
import { chatPorts } from '../../support/chat-ports';
import { memoryAnswerCache } from '../../support/memory-answer-cache';
import { modelReply } from '../../support/scripted-model';

describe('the cache', () => {
  test('answers an equal first question of anybody, at no cost', async () => {
    const { send, model, count } = setUp();
    await send();
    const again = await send({ principalId: 'guest:ben', requestId: 'r9' });
    expect(again).toMatchObject({
      reply: '「東京喰種」はいかがでしょうか。',
      cached: true,
      costUsd: 0,
      usage: { inputTokens: 0, outputTokens: 0 },
    });
    expect(again).not.toHaveProperty('region');
    expect(model.calls).toHaveLength(1);
    expect([count('cacheMisses'), count('cacheHits')]).toEqual([1, 1]);
  });

  test('answers a first question without asking the session, and its repetition is the same turn', async () => {
    const { send, sessions, model } = setUp();
    await send();
    sessions.asked.length = 0;
    const first = await send({ principalId: 'guest:ben', requestId: 'r9' });
    expect(sessions.asked).toEqual([]);
    expect(await send({ principalId: 'guest:ben', requestId: 'r9' })).toEqual(first);
    const page = await sessions.history('guest:ben', first.sessionId, { limit: 10 });
    expect(page.turns).toMatchObject([{ turn: 1, requestId: 'r9', answer: { reply: first.reply } }]);
    expect(model.calls).toHaveLength(1);
  });

  test('does not answer a request id that asked something else before', async () => {
    const { send } = setUp();
    await send({ requestId: 'r1' });
    await send({ requestId: 'r2', message: '別の質問です' });
    await expect(send({ requestId: 'r2' })).rejects.toMatchObject({ code: 'REQUEST_ID_REUSED' });
  });

  test('streams its answer when the session is known', async () => {
    const { send, stream } = setUp();
    await send();
    const { outcome, heard, started } = stream({ principalId: 'guest:ben', requestId: 'r9' });
    const { sessionId } = (await outcome) as ChatReply;
    expect(started).toEqual([sessionId]);
    expect(heard).toEqual(['「東京喰種」はいかがでしょうか。']);
  });

  test('has no say in a question that depends on what was said before', async () => {
    const { send, model } = setUp();
    const { sessionId } = await send();
    await send({ sessionId, requestId: 'r2' });
    expect(model.calls).toHaveLength(2);
  });

  test('that is down is named', async () => {
    const { send } = setUp({ cache: memoryAnswerCache('down') });
    expect(await send()).toMatchObject({ cached: false, degraded: ['no-cache'] });
  });

  test('that is switched off is not asked', async () => {
    const off = { ...chatPorts().ports.config().feature_flags, enable_caching: false };
    const { send, count, model } = setUp({ config: { feature_flags: off } });
    await send();
    await send({ requestId: 'r2' });
    expect(model.calls).toHaveLength(2);
    expect(count('cacheMisses')).toBe(0);
  });

  test('lets equal questions at the same time share one answer', async () => {
    const { send, time, model, spent } = setUp({
      model: {
        invoke: async () => {
          await time.delay(500);
          return modelReply();
        },
      },
    });
    const all = Promise.all([1, 2, 3].map((n) => send({ principalId: `guest:${n}`, requestId: `r${n}` })));
    await time.advance(1_000);
    expect((await all).map(({ cached }) => cached)).toEqual([false, true, true]);
    expect(model.calls).toHaveLength(1);
    expect(spent).toHaveLength(1);
  });

  test('gives its answer with what this question was answered without, and why this model was chosen', async () => {
    let reachable = true;
    const { send } = setUp({
      overrides: {
        search: {
          search: async () => {
            if (!reachable) throw new Error('ECONNREFUSED');
            return [];
          },
          index: async () => undefined,
          remove: async () => undefined,
        },
        chooseModel: ({ preference }) => ({
          model: 'claude-sonnet-4-5',
          reason: `preference-${preference}`,
          degraded: preference === 'auto' ? [] : ['budget-fast-model'],
        }),
      },
    });
    await send();
    reachable = false;
    expect(await send({ requestId: 'r2', preference: 'quality' })).toMatchObject({
      cached: true,
      degraded: ['no-retrieval', 'budget-fast-model'],
      routingReason: 'preference-quality',
    });
  });

  test('takes questions for equal that differ in white space alone, also while the first is being answered', async () => {
    const { send, time, model } = setUp({
      model: {
        invoke: async () => {
          await time.delay(500);
          return modelReply();
        },
      },
    });
    const all = Promise.all(
      ['怖い 漫画は？', '怖い\u3000漫画は？', '怖い  漫画は？'].map((message, n) =>
        send({ principalId: `guest:${n}`, requestId: `r${n}`, message }),
      ),
    );
    await time.advance(1_000);
    expect((await all).map(({ cached }) => cached)).toEqual([false, true, true]);
    expect(model.calls).toHaveLength(1);
  });
});
