import { ModelCallError } from '../../../core/bedrock/model-call-error';
import { ConnectionGoneError } from '../../../core/connections/post-frame';
import { deriveSessionId } from '../../../core/sessions/derive-session-id';
import { setUpChat as setUp } from '../../support/chat-fixture';
import { chatPorts } from '../../support/chat-ports';
import { modelReply, streamOf } from '../../support/scripted-model';

describe('a streamed answer', () => {
  test('reaches its reader piece by piece, after its session', async () => {
    const { stream, model } = setUp();
    const { outcome, heard, started } = stream();
    expect(await outcome).toMatchObject({ reply: '「東京喰種」はいかがでしょうか。' });
    expect(started).toEqual([deriveSessionId('guest:aiko', 'r1')]);
    expect(heard).toEqual(['「東京喰種」は', 'いかがでしょうか。']);
    expect(model.calls[0]?.streamed).toBe(true);
  });

  test('has three seconds for its first token, and longer for the rest', async () => {
    const { stream, time, model, metrics } = setUp({
      model: { stream: streamOf(['一', '二', '三'], { pause: () => time.delay(2_000) }) },
    });
    const startedAt = time.now();
    const { outcome, heard } = stream();
    await time.advance(6_000);
    await outcome;
    expect(heard).toEqual(['一', '二', '三']);
    expect(model.calls[0]?.options.deadline).toBe(startedAt + 2_330);
    expect(metrics.find(({ metric }) => metric === 'timeToFirstToken')?.value).toBe(2_000);
  });

  test('of a repeated request is the stored one', async () => {
    const { stream, model } = setUp();
    await stream().outcome;
    const again = stream();
    await again.outcome;
    expect(again.heard).toEqual(['「東京喰種」はいかがでしょうか。']);
    expect(model.calls).toHaveLength(1);
  });

  test('is heard by all who ask the same at the same time, from its beginning', async () => {
    const { stream, time, model } = setUp({
      model: { stream: streamOf(['一', '二', '三'], { pause: () => time.delay(100) }) },
    });
    const first = stream({ principalId: 'guest:1' });
    await time.advance(250);
    const second = stream({ principalId: 'guest:2' });
    await time.advance(200);
    await Promise.all([first.outcome, second.outcome]);
    expect(second.heard).toEqual(['一二', '三']);
    expect(model.calls).toHaveLength(1);
  });

  test('goes on for the others when the one who asked first leaves', async () => {
    const { stream, time, model } = setUp({
      model: { stream: streamOf(['一', '二', '三'], { pause: () => time.delay(100) }) },
    });
    const first = stream({ principalId: 'guest:1' });
    const second = stream({ principalId: 'guest:2' });
    await time.advance(150);
    first.scope.abort(new ConnectionGoneError());
    await expect(first.outcome).rejects.toBeInstanceOf(ConnectionGoneError);
    await time.advance(200);
    await second.outcome;
    expect(second.heard.join('')).toBe('一二三');
    expect(model.calls).toHaveLength(1);
  });

  test('whose reader is gone is stopped, neither stored nor cached, and can be asked for again', async () => {
    const { stream, time, sessions, cache, model } = setUp({
      model: { stream: streamOf(['一', '二', '三'], { pause: () => time.delay(100) }) },
    });
    const first = stream();
    await time.advance(150);
    first.scope.abort(new ConnectionGoneError());
    await expect(first.outcome).rejects.toBeInstanceOf(ConnectionGoneError);
    expect(model.calls[0]?.options.signal?.aborted).toBe(true);
    expect(cache.answers.size).toBe(0);
    expect([...sessions.sessions.values()][0]?.turns[0]).not.toHaveProperty('answer');
    const again = stream();
    await time.advance(400);
    expect(await again.outcome).toMatchObject({ reply: '一二三' });
  });

  test('that breaks after some text ends with an error, is neither stored nor cached, and is paid for', async () => {
    const broken = new ModelCallError('cut', { kind: 'broken-stream', fault: 'model', retryable: true });
    const { stream, failure, sessions, cache, spent, count } = setUp({
      model: {
        stream: async function* () {
          const usage = { inputTokens: 900, outputTokens: 1 };
          const { model, region, profileId } = modelReply();
          yield { type: 'start', model, region, profileId, usage };
          yield { type: 'delta', text: '「東京' };
          throw broken;
        },
      },
    });
    const { outcome, heard } = stream();
    expect(await failure(outcome)).toMatchObject({ code: 'MODEL_FAILED', retryable: true });
    expect(heard).toEqual(['「東京']);
    expect(cache.answers.size).toBe(0);
    const [session] = [...sessions.sessions.values()];
    expect(session?.turns[0]).not.toHaveProperty('answer');
    expect(session?.holder).toBeUndefined();
    // Three characters of 1.5 tokens, estimated: the model reports at the end alone.
    expect([count('inputTokens'), count('outputTokens')]).toEqual([900, 5]);
    expect(spent).toEqual([count('costUsd')]);
    expect(spent[0]).toBeGreaterThan(0);
  });

  test('that its reader leaves is paid for as far as it came', async () => {
    const { stream, time, count } = setUp({
      model: { stream: streamOf(['一二', '三'], { pause: () => time.delay(100) }) },
    });
    const { outcome, scope } = stream();
    await time.advance(150);
    scope.abort(new ConnectionGoneError());
    await expect(outcome).rejects.toBeInstanceOf(ConnectionGoneError);
    await time.advance(100);
    expect([count('inputTokens'), count('outputTokens')]).toEqual([900, 3]);
  });

  test('keeps its turn for as long as it takes, with a sign of life every four seconds', async () => {
    const { stream, time, sessions } = setUp({
      model: { stream: streamOf(['一', '二', '三', '四', '五'], { pause: () => time.delay(2_000) }) },
    });
    const { outcome } = stream();
    await time.advance(10_000);
    await outcome;
    expect(sessions.extensions).toHaveLength(2);
    await time.advance(20_000);
    expect(sessions.extensions).toHaveLength(2);
  });

  test('that never ends is ended in time with an error', async () => {
    const { stream, failure, time } = setUp({
      model: {
        stream: streamOf(
          Array.from({ length: 100 }, () => '長'),
          { pause: () => time.delay(1_000) },
        ),
      },
    });
    const { outcome } = stream();
    await time.advance(25_500);
    expect(await failure(outcome)).toMatchObject({ code: 'DEADLINE_EXCEEDED', retryable: true });
  });

  test('is whole where streaming is switched off', async () => {
    const off = { ...chatPorts().ports.config().feature_flags, enable_streaming: false };
    const { stream, model } = setUp({ config: { feature_flags: off } });
    const { outcome, heard } = stream();
    await outcome;
    expect(heard).toEqual(['「東京喰種」はいかがでしょうか。']);
    expect(model.calls[0]?.streamed).toBe(false);
  });
});

test('a process that must stop tells those who still wait to come again', async () => {
  const { stream, time, failure, stopping } = setUp({
    model: { stream: streamOf(['一', '二'], { pause: () => time.delay(1_000) }) },
  });
  const { outcome } = stream();
  await time.advance(1_500);
  stopping.abort();
  await time.advance(600);
  expect(await failure(outcome)).toMatchObject({ code: 'SHUTTING_DOWN', retryable: true });
});
