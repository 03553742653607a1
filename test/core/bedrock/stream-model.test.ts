import type { ModelStreamEvent } from '../../../core/bedrock/model-client';
import { clientUnderTest, readAll, request, soon } from './support/client-under-test';
import {
  awsError,
  breakingStream,
  failing,
  nodeError,
  openEvents,
  stallingStream,
  streamOf,
  textEvents,
} from './support/fake-transport';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-11-24T03:00:00Z') });
});
afterEach(() => {
  jest.useRealTimers();
});

/** What is paid for when nothing more comes. */
const start = {
  type: 'start',
  model: 'claude-haiku-4-5',
  region: 'us-east-1',
  profileId: 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
  usage: { inputTokens: 100, outputTokens: 1 },
};

/** What a customer has read when the stream fails, and how it fails. */
const readUntilFailure = async (stream: AsyncIterable<ModelStreamEvent>) => {
  const events: ModelStreamEvent[] = [];
  try {
    for await (const event of stream) events.push(event);
  } catch (error) {
    return { events, error };
  }
  throw new Error('the stream did not fail');
};

test('yields the text as it comes, and completes with usage, cost and where it came from', async () => {
  const { client, transport } = clientUnderTest();
  const { text, complete } = await readAll(client.stream(request, soon()));
  expect(text).toBe('はい。');
  expect(complete).toEqual({
    type: 'complete',
    reply: {
      text: 'はい。',
      model: 'claude-haiku-4-5',
      region: 'us-east-1',
      profileId: 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
      stopReason: 'end_turn',
      usage: { inputTokens: 100, outputTokens: 20 },
      costUsd: 0.0002,
      attempts: 1,
    },
  });
  expect(transport.calls).toHaveLength(1);
});

describe('before the first text', () => {
  test.each([
    ['is refused', failing(nodeError('ECONNREFUSED'))],
    [
      'breaks off with an error',
      { stream: () => breakingStream(awsError('ModelStreamErrorException', 424)) },
    ],
    ['is cut', { stream: () => streamOf(...openEvents()) }],
    [
      'reports that it is overloaded',
      { stream: () => streamOf('{"type":"error","error":{"type":"overloaded_error"}}') },
    ],
  ])('a stream that %s goes on in another region, unnoticed', async (_what, behaviour) => {
    const { client } = clientUnderTest({ regions: { 'us-east-1': behaviour } });
    const { text, complete } = await readAll(client.stream(request, soon()));
    expect(text).toBe('はい。');
    expect(complete).toMatchObject({ reply: { region: 'us-west-2', attempts: 2 } });
  });

  test('a region that says nothing gets 60 % of the time, and another one the rest', async () => {
    const { client } = clientUnderTest({
      regions: { 'us-east-1': { stream: ({ signal }) => stallingStream(signal, ...openEvents()) } },
    });
    const answer = readAll(client.stream(request, soon(2000)));
    await jest.advanceTimersByTimeAsync(1200);
    expect(await answer).toMatchObject({ text: 'はい。', complete: { reply: { region: 'us-west-2' } } });
  });

  test('the deadline holds when every region says nothing', async () => {
    const silent = { stream: ({ signal }: { signal: AbortSignal }) => stallingStream(signal) };
    const { client } = clientUnderTest({
      regions: { 'us-east-1': silent, 'us-west-2': silent, 'ap-northeast-1': silent },
    });
    const startedAt = Date.now();
    const failed = readUntilFailure(client.stream(request, soon(2000)));
    await jest.advanceTimersByTimeAsync(2000);
    expect((await failed).error).toMatchObject({ kind: 'deadline', retryable: true });
    expect(Date.now() - startedAt).toBe(2000);
  });
});

describe('after the first text nothing is retried', () => {
  test.each([
    ['ends without message_stop', () => streamOf(...openEvents('これは')), 'StreamCut'],
    [
      'breaks off with an error',
      () => breakingStream(awsError('ModelStreamErrorException', 424), ...openEvents('これは')),
      'ModelStreamErrorException',
    ],
    ['is reset', () => breakingStream(nodeError('ECONNRESET'), ...openEvents('これは')), 'ECONNRESET'],
  ])('a stream that %s is broken, never complete', async (_what, stream, reason) => {
    const { client, transport } = clientUnderTest({ regions: { 'us-east-1': { stream } } });
    const { events, error } = await readUntilFailure(client.stream(request, soon()));
    expect(events).toEqual([start, { type: 'delta', text: 'これは' }]);
    expect(error).toMatchObject({
      kind: 'broken-stream',
      retryable: true,
      failures: [{ region: 'us-east-1', reason }],
    });
    expect(transport.calls).toHaveLength(1);
  });

  test('a stream that stands still is cut to the socket after the idle time', async () => {
    const { client, transport } = clientUnderTest({
      regions: { 'us-east-1': { stream: ({ signal }) => stallingStream(signal, ...openEvents('これは')) } },
      config: { stream_idle_timeout_ms: 4000 },
    });
    const failed = readUntilFailure(client.stream(request, soon()));
    await jest.advanceTimersByTimeAsync(4000);
    const { error } = await failed;
    expect(error).toMatchObject({ kind: 'broken-stream', failures: [{ reason: 'StreamIdle' }] });
    expect(transport.calls[0]?.signal.aborted).toBe(true);
  });

  test('the deadline of the first token no longer applies', async () => {
    async function* slow(signal: AbortSignal): AsyncGenerator<string> {
      yield* openEvents('これは');
      await new Promise((resolve) => setTimeout(resolve, 3000));
      if (signal.aborted) throw new Error('aborted');
      yield* textEvents('長い').slice(3);
    }
    const { client } = clientUnderTest({
      regions: { 'us-east-1': { stream: ({ signal }) => slow(signal) } },
    });
    const answer = readAll(client.stream(request, soon(1000)));
    await jest.advanceTimersByTimeAsync(3000);
    expect(await answer).toMatchObject({ text: 'これは長い', complete: { type: 'complete' } });
  });

  test("the model's own timeout bounds the whole stream, and blames no region", async () => {
    async function* endless(signal: AbortSignal): AsyncGenerator<string> {
      yield* openEvents();
      while (!signal.aborted) {
        yield* openEvents('あ').slice(3);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
    const { client, stateOf } = clientUnderTest({
      regions: { 'us-east-1': { stream: ({ signal }) => endless(signal) } },
    });
    for (let stream = 0; stream < 4; stream += 1) {
      const failed = readUntilFailure(client.stream(request, soon()));
      await jest.advanceTimersByTimeAsync(10_000);
      expect((await failed).error).toMatchObject({
        kind: 'broken-stream',
        failures: [{ reason: 'ModelTimeLimit' }],
      });
    }
    expect(stateOf('us-east-1', 'claude-haiku-4-5')).toBeUndefined();
  });

  test('three streams in a row that break cool that model in that region, and only that', async () => {
    const { client, stateOf } = clientUnderTest({
      regions: { 'us-east-1': { stream: () => streamOf(...openEvents('これは')) } },
    });
    for (let stream = 0; stream < 3; stream += 1) await readUntilFailure(client.stream(request, soon()));
    expect(stateOf('us-east-1', 'claude-haiku-4-5')).toBe('open');
    expect(stateOf('us-east-1')).toBe('closed');
  });
});

describe('a caller who leaves', () => {
  test('by breaking out of the loop aborts the request, and blames nobody', async () => {
    const { client, transport } = clientUnderTest({
      regions: { 'us-east-1': { stream: ({ signal }) => stallingStream(signal, ...openEvents('これは')) } },
    });
    for (let visit = 0; visit < 5; visit += 1) {
      for await (const event of client.stream(request, soon())) {
        if (event.type === 'start') continue;
        expect(event).toEqual({ type: 'delta', text: 'これは' });
        break;
      }
    }
    expect(transport.calls.every(({ signal }) => signal.aborted)).toBe(true);
    expect(client.health().map(({ state, reason }) => [state, reason])).toEqual(
      Array.from({ length: 3 }, () => ['closed', undefined]),
    );
  });

  test('by aborting in the middle gets an abort, not a broken stream', async () => {
    const { client } = clientUnderTest({
      regions: { 'us-east-1': { stream: ({ signal }) => stallingStream(signal, ...openEvents('これは')) } },
    });
    const caller = new AbortController();
    const failed = readUntilFailure(client.stream(request, { ...soon(), signal: caller.signal }));
    await jest.advanceTimersByTimeAsync(10);
    caller.abort();
    expect((await failed).error).toMatchObject({ kind: 'aborted', fault: 'caller' });
  });

  test('while being the probe of a half-open region leaves room for the next probe', async () => {
    const { client, transport, stateOf } = clientUnderTest({
      regions: { 'us-east-1': failing(nodeError('ECONNREFUSED')) },
    });
    await readAll(client.stream(request, soon()));
    await jest.advanceTimersByTimeAsync(60_000);
    transport.set('us-east-1', { stream: ({ signal }) => stallingStream(signal, ...openEvents('これは')) });
    for await (const _event of client.stream(request, soon())) break;
    expect(stateOf('us-east-1')).toBe('half-open');
    transport.set('us-east-1', {});
    expect(await readAll(client.stream(request, soon()))).toMatchObject({
      complete: { reply: { region: 'us-east-1' } },
    });
    expect(stateOf('us-east-1')).toBe('closed');
  });
});

test('an answer without any text is complete', async () => {
  const { client } = clientUnderTest({
    regions: { 'us-east-1': { stream: () => streamOf(...textEvents()) } },
  });
  expect(await readAll(client.stream(request, soon()))).toMatchObject({
    text: '',
    complete: { type: 'complete' },
  });
});

test('the end of the stream is read after the answer is complete, so that its connection can be used again', async () => {
  let finished = false;
  async function* stream(): AsyncGenerator<string> {
    yield* textEvents('はい');
    finished = true;
  }
  const { client, transport } = clientUnderTest({ regions: { 'us-east-1': { stream } } });
  await readAll(client.stream(request, soon()));
  await jest.advanceTimersByTimeAsync(0);
  expect(finished).toBe(true);
  expect(transport.calls[0]?.signal.aborted).toBe(false);
});
