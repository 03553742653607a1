import { randomBytes } from 'node:crypto';
import type { ResolvedModel } from '../models/resolve-model';
import type { Generation } from './generate';
import type { InputUsage } from './prompt-cache';

export interface MessageFacts {
  readonly model: ResolvedModel;
  readonly input: InputUsage;
  readonly generation: Generation;
  /** What it is about: the prompt's task, and the titles of its items. */
  readonly about: { readonly task: string; readonly titles: readonly string[] };
}

const messageId = (): string => `msg_bdrk_${randomBytes(12).toString('hex')}`;

/** `claude-haiku-4-5-20251001`, as Anthropic calls the model. */
const modelName = ({ description }: ResolvedModel): string =>
  description.bedrockId.replace(/^anthropic\./, '').replace(/-v\d+:\d+$/, '');

const usageOf = (input: InputUsage, outputTokens: number) => ({
  input_tokens: input.inputTokens,
  cache_creation_input_tokens: input.cacheWriteTokens,
  cache_read_input_tokens: input.cacheReadTokens,
  cache_creation: {
    ephemeral_5m_input_tokens: input.cacheWriteTokens,
    ephemeral_1h_input_tokens: 0,
  },
  output_tokens: outputTokens,
});

/** The whole answer, as InvokeModel returns it. */
export const wholeMessage = ({ model, input, generation }: MessageFacts) => ({
  model: modelName(model),
  id: messageId(),
  type: 'message',
  role: 'assistant',
  content: [{ type: 'text', text: generation.pieces.map(({ text }) => text).join('') }],
  stop_reason: generation.stopReason,
  stop_sequence: generation.stopSequence,
  usage: usageOf(input, generation.outputTokens),
});

/** What comes before the text in a stream. */
export const openingEvents = ({ model, input }: MessageFacts): readonly unknown[] => [
  {
    type: 'message_start',
    message: {
      model: modelName(model),
      id: messageId(),
      type: 'message',
      role: 'assistant',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: usageOf(input, 1),
    },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
];

export const deltaEvent = (text: string): unknown => ({
  type: 'content_block_delta',
  index: 0,
  delta: { type: 'text_delta', text },
});

/** What comes after the text; without the last of them an answer is not complete. */
export const closingEvents = (
  { input, generation }: MessageFacts,
  latency: { readonly invocationMs: number; readonly firstByteMs: number },
): readonly unknown[] => [
  { type: 'content_block_stop', index: 0 },
  {
    type: 'message_delta',
    delta: { stop_reason: generation.stopReason, stop_sequence: generation.stopSequence },
    usage: { output_tokens: generation.outputTokens },
  },
  {
    type: 'message_stop',
    'amazon-bedrock-invocationMetrics': {
      inputTokenCount: input.inputTokens,
      outputTokenCount: generation.outputTokens,
      invocationLatency: Math.round(latency.invocationMs),
      firstByteLatency: Math.round(latency.firstByteMs),
      cacheReadInputTokenCount: input.cacheReadTokens,
      cacheWriteInputTokenCount: input.cacheWriteTokens,
    },
  },
];
