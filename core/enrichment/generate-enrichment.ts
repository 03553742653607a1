import type { Enrichment } from '../../contracts/enrichment';
import type { CatalogItem } from '../../contracts/enrichment-job';
import type { ModelKey } from '../../contracts/model-catalog';
import type { CallOptions, Message, ModelClient, ModelReply } from '../bedrock/model-client';
import { itemBlock } from './item-block';
import { parseEnrichment } from './parse-enrichment';

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

const text = (value: string): Message['content'] => [{ type: 'text', text: value }];

const correction = (problem: string): string =>
  `That reply does not fit: ${problem}. Reply again with the whole corrected JSON object, and nothing else.`;

/** The conversation that asks again: the model sees what it said, unless it said nothing (an empty block is refused). */
const askAgain = (first: string, reply: string, problem: string): readonly Message[] =>
  reply.trim() === ''
    ? [{ role: 'user', content: text(`${first}\n\n${correction(problem)}`) }]
    : [
        { role: 'user', content: text(first) },
        { role: 'assistant', content: text(reply.trimEnd()) },
        { role: 'user', content: text(correction(problem)) },
      ];

const problemOf = (reply: ModelReply, problem: string): string =>
  reply.stopReason === 'max_tokens' ? 'it was cut off at the output limit: write less' : problem;

const total = (replies: readonly ModelReply[], model: ModelKey): GenerationCost => ({
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
    const system = text(systemPrompt);
    const prompt = itemBlock(item);
    const replies: ModelReply[] = [];
    let messages: readonly Message[] = [{ role: 'user', content: text(prompt) }];
    let reason = '';
    while (replies.length < 2) {
      const reply = await client.invoke({ model, body: { system, messages } }, call);
      replies.push(reply);
      if (reply.stopReason === 'refusal') {
        return { ...total(replies, model), fits: false, reason: 'the model declined to describe this item' };
      }
      const parsed = parseEnrichment(reply.text);
      if (parsed.fits) return { ...total(replies, model), fits: true, enrichment: parsed.enrichment };
      reason = problemOf(reply, parsed.problem);
      messages = askAgain(prompt, reply.text, reason);
    }
    return { ...total(replies, model), fits: false, reason: `two replies did not fit: ${reason}` };
  };
