import type { TokenUsage } from '../../contracts/chat-reply';
import type { ModelKey } from '../../contracts/model-catalog';
import type { MessagesBody } from '../bedrock/model-client';
import type { RecordMetric } from '../observability/metrics-recorder';
import { estimateTokens } from './estimate-tokens';

/** However odd the texts of an hour are, an estimate stays within half and double of the rule's. */
const correctionRange = { min: 0.5, max: 2 } as const;

/** Weight of one reply against all before it: some fifty replies set the correction. */
const learningRate = 0.05;

export interface TokenEstimator {
  /** Tokens of a text for a model, rounded up: the rule's estimate, corrected by what Bedrock counted before. */
  estimate(model: ModelKey, text: string): number;
  /** Learns from what Bedrock counted for a request; a usage without input is ignored. */
  learn(model: ModelKey, body: MessagesBody, usage: TokenUsage): void;
}

const bounded = (ratio: number): number =>
  Math.min(correctionRange.max, Math.max(correctionRange.min, ratio));

/** The texts of a request; undefined where it has something else, whose tokens the rule does not know. */
const textsOf = ({ system = [], messages }: MessagesBody): readonly string[] | undefined => {
  const blocks = [...system, ...messages.flatMap(({ content }) => content)];
  const texts = blocks.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  return texts.length === blocks.length ? texts : undefined;
};

/** Corrects the reference design's estimate for each model. Each ratio of counted to estimated tokens is a metric. */
export const createTokenEstimator = ({ record }: { readonly record: RecordMetric }): TokenEstimator => {
  const corrections = new Map<ModelKey, number>();
  const correctionOf = (model: ModelKey): number => corrections.get(model) ?? 1;

  return {
    estimate: (model, text) => Math.ceil(estimateTokens(text) * correctionOf(model)),
    learn: (model, body, usage) => {
      const counted =
        usage.inputTokens + (usage.cacheReadInputTokens ?? 0) + (usage.cacheWriteInputTokens ?? 0);
      const estimated = textsOf(body)?.reduce((sum, text) => sum + estimateTokens(text), 0) ?? 0;
      if (counted <= 0 || estimated <= 0) return;
      const ratio = counted / estimated;
      record('tokenEstimateRatio', ratio, { model });
      const before = correctionOf(model);
      corrections.set(model, before + learningRate * (bounded(ratio) - before));
    },
  };
};
