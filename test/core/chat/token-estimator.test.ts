import type { MessagesBody, ModelReply } from '../../../core/bedrock/model-client';
import { learningModelClient } from '../../../core/chat/learning-model-client';
import { createTokenEstimator } from '../../../core/chat/token-estimator';

const text = 'あ'.repeat(100);
const bodyOf = (content: string): MessagesBody => ({
  messages: [{ role: 'user', content: [{ type: 'text', text: content }] }],
});
const model = 'claude-haiku-4-5';

const setUp = () => {
  const ratios: number[] = [];
  const estimator = createTokenEstimator({ record: (_metric, value) => ratios.push(value) });
  const learn = (inputTokens: number, times = 1) => {
    for (let call = 0; call < times; call += 1) {
      estimator.learn(model, bodyOf(text), { inputTokens, outputTokens: 0 });
    }
  };
  return { estimator, learn, ratios };
};

test("begins with the reference design's estimate", () => {
  expect(setUp().estimator.estimate(model, text)).toBe(150);
});

test('comes to what Bedrock counts', () => {
  const { estimator, learn } = setUp();
  learn(105, 200);
  expect(estimator.estimate(model, text)).toBeGreaterThanOrEqual(105);
  expect(estimator.estimate(model, text)).toBeLessThanOrEqual(106);
});

test('moves little for one reply, and stays within half and double whatever is counted', () => {
  const { estimator, learn } = setUp();
  learn(1_000_000);
  expect(estimator.estimate(model, text)).toBe(158);
  learn(1_000_000, 1000);
  expect(estimator.estimate(model, text)).toBe(300);
  learn(1, 1000);
  expect(estimator.estimate(model, text)).toBeLessThanOrEqual(76);
  expect(estimator.estimate(model, text)).toBeGreaterThanOrEqual(75);
});

test('counts tokens of the prompt cache as input', () => {
  const { estimator, ratios } = setUp();
  const usage = { inputTokens: 50, cacheReadInputTokens: 70, cacheWriteInputTokens: 30, outputTokens: 9 };
  estimator.learn(model, bodyOf(text), usage);
  expect(ratios).toEqual([1]);
});

test('learns for each model by itself', () => {
  const { estimator, learn } = setUp();
  learn(300, 100);
  expect(estimator.estimate('claude-sonnet-4-5', text)).toBe(150);
});

test('ignores replies without counts, and requests with images, whose tokens the rule does not know', () => {
  const { estimator, learn, ratios } = setUp();
  learn(0);
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: '' } } as const;
  estimator.learn(
    model,
    { messages: [{ role: 'user', content: [{ type: 'text', text }, image] }] },
    { inputTokens: 5000, outputTokens: 1 },
  );
  expect(ratios).toEqual([]);
});

describe('a client that learns', () => {
  const reply: ModelReply = {
    text: 'はい',
    model,
    region: 'us-east-1',
    profileId: 'p',
    stopReason: 'end_turn',
    usage: { inputTokens: 300, outputTokens: 1 },
    costUsd: 0,
    attempts: 1,
  };

  const request = { model, body: bodyOf(text) } as const;

  test('learns from whole and streamed replies, and passes them on', async () => {
    const { estimator, ratios } = setUp();
    const client = learningModelClient(
      {
        invoke: async () => reply,
        stream: async function* () {
          yield { type: 'delta', text: 'はい' };
          yield { type: 'complete', reply };
        },
        health: () => [],
      },
      estimator,
    );
    expect(await client.invoke(request, { deadline: 1 })).toBe(reply);
    const events = [];
    for await (const event of client.stream(request, { deadline: 1 })) events.push(event.type);
    expect(events).toEqual(['delta', 'complete']);
    expect(ratios).toEqual([2, 2]);
  });

  test('learns nothing from a stream that breaks', async () => {
    const { estimator, ratios } = setUp();
    const client = learningModelClient(
      {
        invoke: async () => reply,
        stream: async function* () {
          yield { type: 'delta', text: 'は' } as const;
          throw new Error('cut');
        },
        health: () => [],
      },
      estimator,
    );
    const reading = (async () => {
      for await (const _event of client.stream(request, { deadline: 1 }));
    })();
    await expect(reading).rejects.toThrow('cut');
    expect(ratios).toEqual([]);
  });
});
