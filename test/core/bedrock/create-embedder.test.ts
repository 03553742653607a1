import type { TransportCall } from '../../../core/bedrock/bedrock-transport';
import { createEmbedder } from '../../../core/bedrock/create-embedder';
import { clientUnderTest, soon } from './support/client-under-test';
import { awsError, failing, nodeError, type RegionBehaviour, untilAbort } from './support/fake-transport';

const vectorFor = (text: string): readonly number[] =>
  Array.from({ length: 256 }, (_, index) => (index === 0 ? text.length : 0));

const textOf = (call: TransportCall): string => String(JSON.parse(call.body).inputText);

const titan: RegionBehaviour = {
  invoke: async (call) => {
    await new Promise((resolve) => setTimeout(resolve, textOf(call).length % 3));
    return JSON.stringify({ embedding: vectorFor(textOf(call)), inputTextTokenCount: 10 });
  },
};

const embedderWith = (regions: Readonly<Record<string, RegionBehaviour>>) => {
  const setup = clientUnderTest({ regions });
  const metrics: Record<string, number> = {};
  const booked: { readonly calls: number; readonly inputTokens: number; readonly costUsd: number }[] = [];
  const embed = createEmbedder({
    calls: setup.client.calls,
    model: () => 'titan-embed-text-v2',
    dimensions: 256,
    concurrency: 4,
    record: (metric, value) => {
      metrics[metric] = (metrics[metric] ?? 0) + value;
    },
    book: async ({ usage, costUsd }, calls) => {
      booked.push({ calls, inputTokens: usage.inputTokens, costUsd });
    },
  });
  return { ...setup, embed, metrics, booked };
};

test('embeds each text by one call, and returns the vectors in the order of the texts', async () => {
  const { embed, transport, metrics, booked } = embedderWith({ 'us-east-1': titan });
  const texts = Array.from({ length: 20 }, (_, index) => 'あ'.repeat(index + 1));
  expect(await embed(texts, soon())).toEqual(texts.map(vectorFor));
  expect(transport.calls).toHaveLength(20);
  expect(JSON.parse(transport.calls[0]?.body ?? '')).toEqual({
    inputText: 'あ',
    dimensions: 256,
    normalize: true,
  });
  expect(transport.calls[0]?.modelId).toBe('amazon.titan-embed-text-v2:0');
  expect(metrics['inputTokens']).toBe(200);
  expect(metrics['costUsd']).toBeCloseTo(0.000004, 12);
  expect(booked).toEqual([{ calls: 20, inputTokens: 200, costUsd: expect.closeTo(0.000004, 12) }]);
});

test('asks no more than its concurrency at once', async () => {
  let under = 0;
  let most = 0;
  const { embed } = embedderWith({
    'us-east-1': {
      invoke: async (call) => {
        under += 1;
        most = Math.max(most, under);
        await new Promise((resolve) => setTimeout(resolve, 1));
        under -= 1;
        return JSON.stringify({ embedding: vectorFor(textOf(call)), inputTextTokenCount: 1 });
      },
    },
  });
  await embed(
    Array.from({ length: 30 }, () => 'a'),
    soon(),
  );
  expect(most).toBe(4);
});

test('goes to another region when the first is down', async () => {
  const { embed, transport } = embedderWith({
    'us-east-1': failing(nodeError('ECONNREFUSED')),
    'us-west-2': titan,
  });
  expect(await embed(['a'], soon())).toEqual([vectorFor('a')]);
  expect(transport.count('us-west-2')).toBe(1);
});

test('one text that is refused fails all, and aborts the calls under way', async () => {
  const { embed, transport } = embedderWith({
    'us-east-1': {
      invoke: (call) =>
        textOf(call) === '' ? Promise.reject(awsError('ValidationException', 400)) : untilAbort(call.signal),
    },
  });
  await expect(embed(['a', 'b', '', 'd', 'e'], soon())).rejects.toMatchObject({ kind: 'rejected' });
  expect(transport.calls).toHaveLength(4);
  expect(transport.calls.filter(({ signal }) => signal.aborted)).toHaveLength(4);
});

test('what was embedded before one text failed is paid, and in the books', async () => {
  const { embed, booked } = embedderWith({
    'us-east-1': {
      invoke: async (call) => {
        if (textOf(call) !== 'last')
          return JSON.stringify({ embedding: vectorFor('x'), inputTextTokenCount: 7 });
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw awsError('ValidationException', 400);
      },
    },
  });
  await expect(embed(['a', 'b', 'last'], soon())).rejects.toMatchObject({ kind: 'rejected' });
  expect(booked).toEqual([{ calls: 2, inputTokens: 14, costUsd: expect.closeTo(0.00000028, 12) }]);
});

test('a vector of the wrong length is not accepted', async () => {
  const wrong = { invoke: () => JSON.stringify({ embedding: [1, 2, 3], inputTextTokenCount: 1 }) };
  const { embed } = embedderWith({ 'us-east-1': wrong, 'us-west-2': wrong, 'ap-northeast-1': wrong });
  await expect(embed(['a'], soon())).rejects.toMatchObject({
    kind: 'unavailable',
    failures: expect.arrayContaining([expect.objectContaining({ reason: 'UnreadableReply' })]),
  });
});

test('no texts are no calls', async () => {
  const { embed, transport, booked } = embedderWith({});
  expect(await embed([], soon())).toEqual([]);
  expect(transport.calls).toHaveLength(0);
  expect(booked).toEqual([]);
});
