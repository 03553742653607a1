import { bulkCost, estimateUsage } from '../../../core/bulk-enrichment/bulk-cost';
import { calledModel } from '../../../core/bulk-enrichment/called-model';
import { buildJob } from '../../support/enrichment-job';

const global = {
  model: 'claude-haiku-4-5',
  profileId: 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
} as const;

test('a thousand items of 900 and 400 tokens cost US$1.45 in place of US$2.90', () => {
  const usage = { inputTokens: 900_000, outputTokens: 400_000 };
  expect(bulkCost(global, usage)).toEqual({ bulkUsd: 1.45, onDemandUsd: 2.9, savedUsd: 1.45 });
});

test.each([
  ['global.anthropic.claude-haiku-4-5-20251001-v1:0', global],
  [
    'arn:aws:bedrock:us-east-1:123456789012:inference-profile/global.anthropic.claude-haiku-4-5-20251001-v1:0',
    global,
  ],
  [
    'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6',
    { model: 'claude-sonnet-4-6', profileId: 'anthropic.claude-sonnet-4-6' },
  ],
  ['jp.anthropic.claude-3-haiku-20240307-v1:0', undefined],
  ['amazon.nova-lite-v1:0', undefined],
])('a job of %s is one of %j', (modelId, called) => {
  expect(calledModel(modelId)).toEqual(called);
});

test('an estimate grows with the prompts, and says 900 tokens a reply', () => {
  const short = estimateUsage([buildJob({ item: { title: '題', creators: [] } })]);
  const long = estimateUsage([buildJob({ item: { title: '題'.repeat(101), creators: [] } })]);
  expect(long.inputTokens - short.inputTokens).toBe(150);
  expect(short.outputTokens).toBe(900);
  expect(estimateUsage([buildJob(), buildJob()]).outputTokens).toBe(1800);
});

test('what is saved is held against a queue that sends its instructions once for several items', () => {
  const jobs = Array.from({ length: 5 }, () => buildJob());
  const [one, two, five] = [1, 2, 5].map((items) => estimateUsage(jobs, items).inputTokens);
  const instructions = ((one ?? 0) - (five ?? 0)) / 4;
  expect(instructions).toBeGreaterThan(300);
  expect((one ?? 0) - (two ?? 0)).toBe(2 * instructions);
  const alone = bulkCost(global, estimateUsage(jobs));
  const shared = bulkCost(global, estimateUsage(jobs), estimateUsage(jobs, 2));
  expect(shared.bulkUsd).toBe(alone.bulkUsd);
  expect(shared.savedUsd).toBeCloseTo(alone.savedUsd - (2 * instructions) / 1e6, 12);
});
