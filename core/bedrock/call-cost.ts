import type { TokenUsage } from '../../contracts/chat-reply';
import { type ModelKey, modelCatalog } from '../../contracts/model-catalog';

/** Batch inference costs half: https://aws.amazon.com/bedrock/pricing/ */
const batchFraction = 0.5;
const picodollarsPerDollar = 1e12;

/** Price of one token in whole picodollars, so that sums are exact: prices have at most six decimals per million tokens. */
const perToken = (dollarsPerMillion: number): number => Math.round(dollarsPerMillion * 1e6);

/**
 * US$ of one call, exact to the double. `profileId`: what was called, as in `ModelReply`: the global profile has its own
 * price. Tokens read from or written to the prompt cache cost what the catalogue says, or what input costs where a model
 * has no price for them. `batch`: the call was a record of a batch job.
 */
export const callCostUsd = (
  model: ModelKey,
  profileId: string,
  usage: TokenUsage,
  { batch = false }: { readonly batch?: boolean } = {},
): number => {
  const { regional, global } = modelCatalog[model].price;
  const price = profileId.startsWith('global.') ? (global ?? regional) : regional;
  const picodollars =
    usage.inputTokens * perToken(price.input) +
    usage.outputTokens * perToken(price.output) +
    (usage.cacheReadInputTokens ?? 0) * perToken(price.cacheRead ?? price.input) +
    (usage.cacheWriteInputTokens ?? 0) * perToken(price.cacheWrite ?? price.input);
  return (picodollars * (batch ? batchFraction : 1)) / picodollarsPerDollar;
};
