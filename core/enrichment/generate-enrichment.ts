import type { Enrichment } from '../../contracts/enrichment';
import type { CatalogItem } from '../../contracts/enrichment-job';
import type { ModelKey } from '../../contracts/model-catalog';
import { askForJson, UnfitReplyError } from '../bedrock/ask-for-json';
import type { CallOptions, ModelClient, ModelReply } from '../bedrock/model-client';
import { enrichmentBody } from './enrichment-body';
import { validateEnrichment } from './validate-enrichment';

/** What was paid for a generation, all calls together. */
export interface GenerationCost {
  readonly model: ModelKey;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
}

/** An enrichment that fits the schema, or why no reply did. Both were paid for. */
export type Generation = GenerationCost &
  (
    | { readonly fits: true; readonly enrichment: Enrichment }
    | { readonly fits: false; readonly reason: string }
  );

export type GenerateEnrichment = (
  item: CatalogItem,
  options: { readonly systemPrompt: string; readonly call: CallOptions },
) => Promise<Generation>;

/** A description of a thousand tokens takes longer than a line of chat, milliseconds. */
const replyTimeoutMs = 45_000;

/** The sum of the replies to one item. */
export const costOf = (replies: readonly ModelReply[], model: ModelKey): GenerationCost => ({
  model: replies.at(-1)?.model ?? model,
  inputTokens: replies.reduce((sum, { usage }) => sum + usage.inputTokens, 0),
  outputTokens: replies.reduce((sum, { usage }) => sum + usage.outputTokens, 0),
  costUsd: replies.reduce((sum, { costUsd }) => sum + costUsd, 0),
});

/**
 * Asks the model for one item. A reply that does not fit the schema is asked for once more with the validation error;
 * a refusal is not. Rejects with the client's `ModelCallError`.
 */
export const createGenerateEnrichment =
  (client: Pick<ModelClient, 'invoke'>, model: ModelKey): GenerateEnrichment =>
  async (item, { systemPrompt, call }) => {
    const body = enrichmentBody(item, systemPrompt);
    try {
      const { value, replies } = await askForJson(client, { model, body }, validateEnrichment, {
        timeoutMs: replyTimeoutMs,
        ...call,
      });
      return { ...costOf(replies, model), fits: true, enrichment: value };
    } catch (error) {
      if (!(error instanceof UnfitReplyError)) throw error;
      return { ...costOf(error.replies, model), fits: false, reason: error.message };
    }
  };
