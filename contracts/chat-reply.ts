/** Tokens as Bedrock counts them. `inputTokens` excludes those read from or written to the prompt cache. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens?: number;
  readonly cacheWriteInputTokens?: number;
}

/** Which fallbacks served an answer; an answer has none when everything worked. */
export const degradations = [
  'no-retrieval',
  'no-cache',
  'other-region',
  'budget-fast-model',
  'session-not-stored',
] as const;

export type Degradation = (typeof degradations)[number];

/** What a customer may know about an answer, on both doors. */
export interface AnswerMetadata {
  /** Key of the model in the model catalogue. */
  readonly model: string;
  /** AWS region that generated it; absent for a cached answer. */
  readonly region?: string;
  readonly cached: boolean;
  readonly usage: TokenUsage;
  /** US$ that this answer cost; 0 when cached. */
  readonly costUsd: number;
  /** Catalogue ids of the items that were given to the model as context. */
  readonly sources: readonly string[];
  readonly routingReason: string;
  readonly degraded: readonly Degradation[];
}

/** The 200 reply to `sendMessage` on REST. */
export interface ChatReply extends AnswerMetadata {
  readonly requestId: string;
  readonly sessionId: string;
  readonly reply: string;
}

/** The 202 reply to a `sendMessage` with `notifyWhenBusy`, when the models are overloaded. */
export interface DeferredReply {
  readonly requestId: string;
  readonly sessionId: string;
  readonly deferred: true;
  readonly jobId: string;
}

export interface HistoryTurn {
  /** Position in the session, from 1; pass the smallest as `data.before` for the page before. */
  readonly turn: number;
  readonly requestId: string;
  readonly message: string;
  /** Absent while the question has not been answered. */
  readonly reply?: string;
  /** ISO 8601, UTC. */
  readonly askedAt: string;
  readonly answeredAt?: string;
  readonly model?: string;
  readonly costUsd?: number;
  /** On the socket: the turn did not fit into a frame, and its texts were cut; REST gives them whole. */
  readonly cut?: true;
}

/** The 200 reply to `getHistory`: newest last. */
export interface HistoryReply {
  readonly requestId: string;
  readonly sessionId: string;
  readonly turns: readonly HistoryTurn[];
  /** Present when older turns exist: the `data.before` of the next page. */
  readonly before?: string;
}

/** The 200 reply to `clearSession`. */
export interface ClearReply {
  readonly requestId: string;
  readonly sessionId: string;
  readonly cleared: true;
}
