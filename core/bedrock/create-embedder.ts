import { type ModelKey, modelCatalog } from '../../contracts/model-catalog';
import type { RecordMetric } from '../observability/metrics-recorder';
import type { SpentCall } from '../spend/spend-ledger';
import { callCostUsd } from './call-cost';
import { numberProperty, parseJson, property } from './json-value';
import type { CallOptions, EmbedTexts } from './model-client';
import type { RegionalCalls } from './regional-calls';
import { WireError } from './wire-error';

/** Lengths of the vectors that Titan Text Embeddings V2 makes: https://docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html */
export type EmbeddingDimensions = 256 | 512 | 1024;

export interface EmbedderDependencies {
  /** `ClosableModelClient.calls`. */
  readonly calls: RegionalCalls;
  /** Read at each call. */
  readonly model: () => ModelKey;
  readonly dimensions: EmbeddingDimensions;
  /** Requests at once for one list of texts: Titan takes one text a call. */
  readonly concurrency: number;
  readonly record: RecordMetric;
  /** Books what the calls for one list of texts cost together, also when one of them failed. Never rejects. */
  readonly book: (spent: SpentCall, calls: number) => Promise<void> | void;
}

interface Embedding {
  readonly vector: readonly number[];
  readonly inputTokens: number;
}

const isVector = (value: unknown, dimensions: number): value is readonly number[] =>
  Array.isArray(value) &&
  value.length === dimensions &&
  value.every((part) => typeof part === 'number' && Number.isFinite(part));

const readEmbedding = (json: string, dimensions: number): Embedding => {
  const reply = parseJson(json);
  const vector = property(reply, 'embedding');
  if (!isVector(vector, dimensions)) {
    throw new WireError('UnreadableReply', `the reply is not a vector of ${dimensions} numbers`);
  }
  return { vector, inputTokens: numberProperty(reply, 'inputTextTokenCount') ?? 0 };
};

/**
 * Embeds texts with Titan Text Embeddings V2, with the failover of the model client; vectors are normalised, and in the
 * order of the texts. The first text that fails fails all, and the requests still under way are aborted.
 * Rejects with a `ModelCallError`. Records and books input tokens and US$.
 */
export const createEmbedder = (dependencies: EmbedderDependencies): EmbedTexts => {
  const { calls, dimensions, concurrency, record, book } = dependencies;

  const embedOne = (
    model: ModelKey,
    text: string,
    options: CallOptions,
    paid: (inputTokens: number, costUsd: number) => void,
  ): Promise<readonly number[]> => {
    const timeoutMs = options.timeoutMs ?? modelCatalog[model].timeoutMs;
    const body = JSON.stringify({ inputText: text, dimensions, normalize: true });
    return calls.run({ ...options, model, timeoutMs, share: 1 }, async (context, transport) => {
      const { region, profileId, attempt, lease } = context;
      const { signal, onWait, dispose } = attempt;
      const json = await transport.invoke({ region, modelId: profileId, body, signal, onWait });
      const { vector, inputTokens } = readEmbedding(json, dimensions);
      lease.succeed();
      dispose();
      const costUsd = callCostUsd(model, profileId, { inputTokens, outputTokens: 0 });
      record('inputTokens', inputTokens, { model });
      record('costUsd', costUsd, { model });
      paid(inputTokens, costUsd);
      return vector;
    });
  };

  return async (texts, options) => {
    const model = dependencies.model();
    const vectors: (readonly number[])[] = Array.from({ length: texts.length }, () => []);
    const stop = new AbortController();
    const signal =
      options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
    const pending = texts.entries();
    const sum = { calls: 0, inputTokens: 0, costUsd: 0 };
    const paid = (inputTokens: number, costUsd: number): void => {
      sum.calls += 1;
      sum.inputTokens += inputTokens;
      sum.costUsd += costUsd;
    };
    const worker = async (): Promise<void> => {
      for (const [index, text] of pending) {
        vectors[index] = await embedOne(model, text, { ...options, signal }, paid);
      }
    };
    try {
      await Promise.all(Array.from({ length: Math.min(concurrency, texts.length) }, worker));
    } catch (error) {
      stop.abort();
      throw error;
    } finally {
      const { calls: made, inputTokens, costUsd } = sum;
      if (made > 0) await book({ model, usage: { inputTokens, outputTokens: 0 }, costUsd }, made);
    }
    return vectors;
  };
};
