import type { ModelRequest } from '../../../core/bedrock/model-client';
import { createGenerateEnrichment } from '../../../core/enrichment/generate-enrichment';
import { createGenerateSeveral } from '../../../core/enrichment/generate-several';
import { shareCalls } from '../../../core/enrichment/share-calls';
import { buildEnrichment, buildReply } from '../../support/enrichment-job';

const call = { deadline: 1_000_000 };

const textOf = (request: ModelRequest): string => JSON.stringify(request.body.messages);
const titlesIn = (request: ModelRequest): string[] =>
  [...textOf(request).matchAll(/\\"title\\":\\"([^\\]+)/g)].map(([, title]) => title ?? '');

/** A model that describes each item by its title; `spoil` decides what it says of one in a shared call instead. */
const setUp = (
  options: { itemsPerCall?: number; spoil?: (title: string) => unknown; fails?: Error } = {},
) => {
  const requests: ModelRequest[] = [];
  const client = {
    invoke: async (request: ModelRequest) => {
      requests.push(request);
      if (options.fails) throw options.fails;
      const titles = titlesIn(request);
      const describe = (title: string): unknown =>
        (titles.length > 1 && options.spoil?.(title)) || buildEnrichment({ titleEnglish: title });
      const reply =
        titles.length === 1
          ? describe(titles[0] ?? '')
          : {
              items: titles.map((title, at) => ({ catalogId: String(at + 1), enrichment: describe(title) })),
            };
      return buildReply({
        text: JSON.stringify(reply),
        usage: { inputTokens: 1001, outputTokens: 600 },
        costUsd: 0.4,
      });
    },
  };
  const moments: (() => void)[] = [];
  const generate = shareCalls({
    single: createGenerateEnrichment(client, 'claude-haiku-4-5'),
    several: createGenerateSeveral(client, 'claude-haiku-4-5'),
    itemsPerCall: () => options.itemsPerCall ?? 2,
    moment: () => new Promise<void>((resolve) => moments.push(resolve)),
  });
  const ask = (title: string, systemPrompt = 'SYSTEM') =>
    generate({ title, creators: [] }, { systemPrompt, call });
  return { requests, ask, passMoment: () => moments.splice(0).forEach((pass) => pass()) };
};

test('items that come together share a call and its cost, each with its own description', async () => {
  const { requests, ask } = setUp();
  const [first, second] = await Promise.all([ask('甲'), ask('乙')]);
  expect(requests).toHaveLength(1);
  expect(first).toMatchObject({
    fits: true,
    enrichment: { titleEnglish: '甲' },
    inputTokens: 501,
    outputTokens: 300,
    costUsd: 0.2,
  });
  expect(second).toMatchObject({ enrichment: { titleEnglish: '乙' }, inputTokens: 500, costUsd: 0.2 });
});

test('an item that nobody joins within the moment goes alone', async () => {
  const { requests, ask, passMoment } = setUp();
  const alone = ask('甲');
  passMoment();
  expect(await alone).toMatchObject({ enrichment: { titleEnglish: '甲' }, costUsd: 0.4 });
  expect(textOf(requests[0] as ModelRequest)).not.toContain('catalogId');
});

test('no call holds more items than allowed, and items of other prompts', async () => {
  const { requests, ask, passMoment } = setUp();
  const all = [ask('甲'), ask('乙'), ask('丙'), ask('丁', 'OTHER')];
  passMoment();
  await Promise.all(all);
  expect(requests.map(titlesIn)).toEqual([['甲', '乙'], ['丙'], ['丁']]);
});

test('a part that does not fit is asked for alone; the others are kept, and all of it is in the cost', async () => {
  const { requests, ask } = setUp({ spoil: (title) => title === '甲' && { synopsis: '' } });
  const [first, second] = await Promise.all([ask('甲'), ask('乙')]);
  expect(requests.map(titlesIn)).toEqual([['甲', '乙'], ['甲']]);
  expect(first).toMatchObject({ fits: true, costUsd: expect.closeTo(0.6), inputTokens: 1502 });
  expect(second).toMatchObject({ fits: true, costUsd: 0.2 });
});

test('where the model mixes up or leaves out ids, each item is asked for alone', async () => {
  const requests: ModelRequest[] = [];
  const client = {
    invoke: async (request: ModelRequest) => {
      requests.push(request);
      return buildReply(
        requests.length === 1 ? { text: '{"items":[{"catalogId":"7","enrichment":{}}]}' } : {},
      );
    },
  };
  const generate = shareCalls({
    single: createGenerateEnrichment(client, 'claude-haiku-4-5'),
    several: createGenerateSeveral(client, 'claude-haiku-4-5'),
    itemsPerCall: () => 2,
    moment: () => new Promise(() => undefined),
  });
  const ask = (title: string) => generate({ title, creators: [] }, { systemPrompt: 'SYSTEM', call });
  expect(await Promise.all([ask('甲'), ask('乙')])).toMatchObject([{ fits: true }, { fits: true }]);
  expect(requests).toHaveLength(3);
});

test('a call that fails fails for each item of it, so that each goes back to the queue', async () => {
  const { ask } = setUp({ fails: new Error('throttled') });
  expect(await Promise.allSettled([ask('甲'), ask('乙')])).toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ]);
});

test('with one item a call nothing waits', async () => {
  const { requests, ask } = setUp({ itemsPerCall: 1 });
  await ask('甲');
  expect(requests).toHaveLength(1);
});
