import { type ModelKey, modelCatalog } from '../../contracts/model-catalog';

/** Tokens of one item: the prompt with its facts, and a whole enrichment in Japanese. Upper means, so that a budget holds. */
const inputTokens = 1_100;
export const estimatedOutputTokens = 900;

/** US$ that enriching one item is expected to cost with a model, at its dearer price. */
export const estimateEnrichmentUsd = (model: ModelKey): number => {
  const { input, output } = modelCatalog[model].price.regional;
  return (inputTokens * input + estimatedOutputTokens * output) / 1_000_000;
};
