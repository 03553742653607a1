import type { AnswerMetadata, HistoryTurn } from './chat-reply';
import type { ErrorCode, ErrorDetail } from './error-codes';

/**
 * Largest frame that the server sends, in bytes of UTF-8. API Gateway's limit is 32 KB a frame
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html).
 */
export const maxSocketFrameBytes = 16 * 1024;

/**
 * Text that arrives within this time of the frame before is sent in one frame, in milliseconds. It grows by `step` with each
 * frame, to `longest`: an answer begins word by word, and a long one does not cost a frame for each token.
 */
export const deltaCoalesceMs = { first: 40, step: 10, longest: 200 } as const;

export interface StartFrame {
  readonly type: 'start';
  readonly requestId: string;
  readonly sessionId: string;
}

export interface DeltaFrame {
  readonly type: 'delta';
  readonly requestId: string;
  readonly text: string;
}

export interface EndFrame extends AnswerMetadata {
  readonly type: 'end';
  readonly requestId: string;
  readonly sessionId: string;
}

export interface HistoryFrame {
  readonly type: 'history';
  readonly requestId: string;
  readonly sessionId: string;
  readonly turns: readonly HistoryTurn[];
  readonly before?: string;
}

export interface ClearedFrame {
  readonly type: 'cleared';
  readonly requestId: string;
  readonly sessionId: string;
}

export interface DeferredFrame {
  readonly type: 'deferred';
  readonly requestId: string;
  readonly sessionId: string;
  readonly jobId: string;
}

export interface PongFrame {
  readonly type: 'pong';
  readonly requestId?: string;
}

export interface ErrorFrame {
  readonly type: 'error';
  readonly requestId: string;
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  /** Seconds to wait before the frame is sent again. */
  readonly retryAfterSeconds?: number;
  readonly details?: readonly ErrorDetail[];
}

/** What the server sends on the socket. */
export type SocketFrame =
  | StartFrame
  | DeltaFrame
  | EndFrame
  | HistoryFrame
  | ClearedFrame
  | DeferredFrame
  | PongFrame
  | ErrorFrame;
