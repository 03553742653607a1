import type { TokenUsage } from '../../contracts/chat-reply';
import type { ModelKey } from '../../contracts/model-catalog';
import type { RegionHealth } from './region-health';

/** A content block of the Messages API. */
export type ContentBlock =
  | { readonly type: 'text'; readonly text: string; readonly cache_control?: { readonly type: 'ephemeral' } }
  | {
      readonly type: 'image';
      readonly source: { readonly type: 'base64'; readonly media_type: string; readonly data: string };
    };

export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: readonly ContentBlock[];
}

/** The body of a Messages API request; the client adds `anthropic_version`, and the model's limits where absent. */
export interface MessagesBody {
  readonly system?: readonly ContentBlock[];
  readonly messages: readonly Message[];
  readonly max_tokens?: number;
  readonly temperature?: number;
  readonly stop_sequences?: readonly string[];
}

export interface ModelRequest {
  readonly model: ModelKey;
  readonly body: MessagesBody;
}

export interface CallOptions {
  /** Epoch milliseconds after which nothing may be waited for. For a stream: the first token. */
  readonly deadline: number;
  /** Aborts to the socket. */
  readonly signal?: AbortSignal;
  /** In place of the model's own timeout, milliseconds. */
  readonly timeoutMs?: number;
}

export type StopReason = 'end_turn' | 'max_tokens' | 'stop_sequence' | 'refusal' | 'tool_use' | 'pause_turn';

export interface ModelReply {
  readonly text: string;
  readonly model: ModelKey;
  readonly region: string;
  /** Inference profile or model id that was called. */
  readonly profileId: string;
  readonly stopReason: StopReason;
  readonly usage: TokenUsage;
  readonly costUsd: number;
  /** Regions asked, the one that answered included. */
  readonly attempts: number;
}

/** What is known of a stream when its first text is there. */
export interface StreamStart extends Pick<ModelReply, 'model' | 'region' | 'profileId'> {
  /** Of the request; the answer's tokens so far. What breaks off later is paid for all the same. */
  readonly usage: TokenUsage;
}

export type ModelStreamEvent =
  /** Always the first event. */
  | ({ readonly type: 'start' } & StreamStart)
  | { readonly type: 'delta'; readonly text: string }
  /** Always the last event, and only after `message_stop`. */
  | { readonly type: 'complete'; readonly reply: ModelReply };

/**
 * Claude on Bedrock, across regions. Rejects with a `ModelCallError` (see `model-call-error.ts`);
 * a stream that ends without `complete` always throws.
 */
export interface ModelClient {
  invoke(request: ModelRequest, options: CallOptions): Promise<ModelReply>;
  stream(request: ModelRequest, options: CallOptions): AsyncIterable<ModelStreamEvent>;
  /** A state for each region and for each (region, model) that has one. */
  health(): readonly RegionHealth[];
}

/** Embeds texts, in order, with an embedding model of the catalogue. */
export type EmbedTexts = (
  texts: readonly string[],
  options: CallOptions,
) => Promise<readonly (readonly number[])[]>;
