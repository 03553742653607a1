import type { FromSchema } from 'json-schema-to-ts';
import type { CatalogItem } from '../../contracts/enrichment-job';
import type { ModelKey } from '../../contracts/model-catalog';
import { jsonOfReply, problemOf } from '../bedrock/ask-for-json';
import type { CallOptions, ModelClient, ModelReply } from '../bedrock/model-client';
import { createValidator } from '../json-schema/create-validator';
import { dataBlock } from '../prompt/data-block';
import type { Generation, GenerationCost } from './generate-enrichment';
import { validateEnrichment } from './validate-enrichment';

/** What one shared call gave for one item: an enrichment that fits, or its share of the cost and what was wrong. */
export type SharedGeneration = Generation;

const replySchema = {
  title: 'SharedReply',
  type: 'object',
  required: ['items'],
  properties: {
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['catalogId', 'enrichment'],
        properties: { catalogId: { type: 'string' }, enrichment: {} },
      },
    },
  },
} as const;

const validateReply = createValidator<FromSchema<typeof replySchema>>(replySchema, 'the reply');

const promptOf = (items: readonly CatalogItem[]): string =>
  [
    ...items.map((item, index) => dataBlock('item', { catalogId: String(index + 1), item })),
    `There are ${items.length} manga; they have nothing to do with each other.`,
    'Reply with {"items": [{"catalogId": …, "enrichment": …}]}: for each manga its catalogId and its object, in this order.',
  ].join('\n');

/** An even share of one reply: which item took how much of it cannot be told. */
const shareOf = ({ usage, costUsd, model }: ModelReply, index: number, count: number): GenerationCost => {
  const part = (total: number): number => Math.floor(total / count) + (index < total % count ? 1 : 0);
  return {
    model,
    inputTokens: part(usage.inputTokens),
    outputTokens: part(usage.outputTokens),
    costUsd: costUsd / count,
  };
};

const repliesById = ({ text, stopReason }: ModelReply): ReadonlyMap<string, unknown> => {
  const parsed = validateReply(jsonOfReply(text));
  if (!parsed.ok || stopReason !== 'end_turn') return new Map();
  return new Map(parsed.value.items.map(({ catalogId, enrichment }) => [catalogId, enrichment]));
};

/** A call for several descriptions takes longer, milliseconds. */
const timeoutMs = (count: number): number => 30_000 + 15_000 * count;

/**
 * Asks the model for several items at once, in one call; answers in their order. What is missing in the reply or does
 * not fit is for the caller to ask for alone. Rejects with the client's `ModelCallError`.
 */
export const createGenerateSeveral =
  (client: Pick<ModelClient, 'invoke'>, model: ModelKey) =>
  async (
    items: readonly CatalogItem[],
    { systemPrompt, call }: { readonly systemPrompt: string; readonly call: CallOptions },
  ): Promise<readonly SharedGeneration[]> => {
    const reply = await client.invoke(
      {
        model,
        body: {
          system: [{ type: 'text', text: systemPrompt }],
          messages: [{ role: 'user', content: [{ type: 'text', text: promptOf(items) }] }],
        },
      },
      { timeoutMs: timeoutMs(items.length), ...call },
    );
    const byId = repliesById(reply);
    return items.map((_, index) => {
      const share = shareOf(reply, index, items.length);
      const parsed = validateEnrichment(byId.get(String(index + 1)));
      return parsed.ok
        ? { ...share, fits: true, enrichment: parsed.value }
        : { ...share, fits: false, reason: problemOf(parsed.details) };
    });
  };
