import type { CatalogItem } from '../../contracts/enrichment-job';
import type { CallOptions } from '../bedrock/model-client';
import type { GenerateEnrichment, Generation, GenerationCost } from './generate-enrichment';

interface Waiting {
  readonly item: CatalogItem;
  readonly call: CallOptions;
  readonly resolve: (generation: Generation) => void;
  readonly reject: (error: unknown) => void;
}

type GenerateSeveral = (
  items: readonly CatalogItem[],
  request: { readonly systemPrompt: string; readonly call: CallOptions },
) => Promise<readonly Generation[]>;

/** Both were paid for. */
const plus = (generation: Generation, before: GenerationCost): Generation => ({
  ...generation,
  inputTokens: generation.inputTokens + before.inputTokens,
  outputTokens: generation.outputTokens + before.outputTokens,
  costUsd: generation.costUsd + before.costUsd,
});

const earliestDeadline = (waiting: readonly Waiting[]): CallOptions => ({
  deadline: Math.min(...waiting.map(({ call }) => call.deadline)),
});

/**
 * Lets items that are asked for within a moment share one model call, at most `itemsPerCall` of them; one that is alone
 * is asked for alone, and so is, afterwards, each whose part of a shared reply does not fit. Callers notice nothing:
 * each gets its own generation, with its share of the cost.
 */
export const shareCalls = (options: {
  readonly single: GenerateEnrichment;
  readonly several: GenerateSeveral;
  /** Read at each item; from 1. */
  readonly itemsPerCall: () => number;
  /** How long an item waits for company: resolves after that moment. */
  readonly moment: () => Promise<unknown>;
}): GenerateEnrichment => {
  const { single, several, itemsPerCall, moment } = options;
  /** By system prompt: items of different prompts share nothing. */
  const gathering = new Map<string, Waiting[]>();

  const settle = async (one: Waiting, systemPrompt: string, before?: GenerationCost): Promise<void> => {
    try {
      const generation = await single(one.item, { systemPrompt, call: one.call });
      one.resolve(before ? plus(generation, before) : generation);
    } catch (error) {
      one.reject(error);
    }
  };

  const settleTogether = async (all: readonly Waiting[], systemPrompt: string): Promise<void> => {
    try {
      const generations = await several(
        all.map(({ item }) => item),
        { systemPrompt, call: earliestDeadline(all) },
      );
      await Promise.all(
        all.map(async (one, index) => {
          const generation = generations[index];
          if (generation?.fits) one.resolve(generation);
          else await settle(one, systemPrompt, generation);
        }),
      );
    } catch (error) {
      for (const one of all) one.reject(error);
    }
  };

  const flush = async (systemPrompt: string, all: readonly Waiting[]): Promise<void> => {
    if (gathering.get(systemPrompt) === all) gathering.delete(systemPrompt);
    const [only] = all;
    if (all.length === 1 && only) await settle(only, systemPrompt);
    else await settleTogether(all, systemPrompt);
  };

  const join = (one: Waiting, systemPrompt: string): void => {
    const all = gathering.get(systemPrompt);
    if (all) {
      all.push(one);
      if (all.length >= itemsPerCall()) void flush(systemPrompt, all);
      return;
    }
    const opened = [one];
    gathering.set(systemPrompt, opened);
    void moment().then(() => {
      if (gathering.get(systemPrompt) === opened) return flush(systemPrompt, opened);
      return undefined;
    });
  };

  return (item, { systemPrompt, call }) =>
    itemsPerCall() <= 1
      ? single(item, { systemPrompt, call })
      : new Promise((resolve, reject) => join({ item, call, resolve, reject }, systemPrompt));
};
