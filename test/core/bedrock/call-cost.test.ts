import { assert, nat, property, record } from 'fast-check';
import { callCostUsd } from '../../../core/bedrock/call-cost';

const jp = 'jp.anthropic.claude-haiku-4-5-20251001-v1:0';
const global = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';

test.each([
  ['a profile of one geography', jp, { inputTokens: 1000, outputTokens: 200 }, 0.0022],
  ['the global profile, which is cheaper', global, { inputTokens: 1000, outputTokens: 200 }, 0.002],
  [
    'tokens read from the prompt cache at a tenth, and written to it at a quarter more',
    jp,
    { inputTokens: 12, outputTokens: 100, cacheReadInputTokens: 5000, cacheWriteInputTokens: 4096 },
    // 12 × 1.1 + 100 × 5.5 + 5000 × 0.11 + 4096 × 1.375, in millionths of a dollar
    0.0067452,
  ],
  ['nothing', jp, { inputTokens: 0, outputTokens: 0 }, 0],
] as const)('%s costs exactly what the catalogue says', (_what, profileId, usage, usd) => {
  expect(callCostUsd('claude-haiku-4-5', profileId, usage)).toBe(usd);
});

test('a record of a batch job costs half', () => {
  expect(
    callCostUsd('claude-sonnet-4-6', 'jp.x', { inputTokens: 1000, outputTokens: 1000 }, { batch: true }),
  ).toBe(0.0099);
});

test('an embedding costs its input', () => {
  const usage = { inputTokens: 333, outputTokens: 0 };
  expect(callCostUsd('titan-embed-text-v2', 'amazon.titan-embed-text-v2:0', usage)).toBe(0.00000666);
});

test('where a model has no price for its cache the tokens cost what input costs', () => {
  const usage = { inputTokens: 1, outputTokens: 0, cacheReadInputTokens: 999_999 };
  expect(callCostUsd('claude-3-haiku', 'x', usage)).toBe(0.25);
});

test('the cost of many calls is the cost of their tokens, to the picodollar', () => {
  const tokens = record({
    inputTokens: nat(200_000),
    outputTokens: nat(4096),
    cacheReadInputTokens: nat(200_000),
    cacheWriteInputTokens: nat(200_000),
  });
  assert(
    property(tokens, (usage) => {
      const cost = callCostUsd('claude-sonnet-4-5', 'jp.x', usage);
      const picodollars =
        BigInt(usage.inputTokens) * 3_300_000n +
        BigInt(usage.outputTokens) * 16_500_000n +
        BigInt(usage.cacheReadInputTokens) * 330_000n +
        BigInt(usage.cacheWriteInputTokens) * 4_125_000n;
      expect(BigInt(Math.round(cost * 1e12))).toBe(picodollars);
    }),
  );
});
