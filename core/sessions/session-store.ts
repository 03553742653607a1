import type { TokenUsage } from '../../contracts/chat-reply';
import type { Language } from '../../contracts/chat-request';

/** An answer as it is stored with its question. */
export interface StoredAnswer {
  readonly reply: string;
  readonly model: string;
  readonly region?: string;
  readonly cached: boolean;
  readonly usage: TokenUsage;
  readonly costUsd: number;
  readonly sources: readonly string[];
  readonly routingReason: string;
  readonly degraded: readonly string[];
  /** Epoch milliseconds. */
  readonly answeredAt: number;
}

/** One question and its answer, if it has one. */
export interface SessionTurn {
  /** From 1. */
  readonly turn: number;
  readonly requestId: string;
  readonly message: string;
  readonly language: Language;
  /** Epoch milliseconds. */
  readonly askedAt: number;
  readonly answer?: StoredAnswer;
}

/** A question that this caller may now answer: nobody else will, until the lease runs out. */
export interface OpenTurn {
  readonly kind: 'open';
  readonly sessionId: string;
  readonly principalId: string;
  readonly turn: number;
  /** What is to be answered, as it is stored; `askedAt` is the first time it was asked. */
  readonly question: SessionTurn;
  /** Answered turns before it, oldest first. */
  readonly history: readonly SessionTurn[];
  /** Opaque; proves that the lease is still this caller's. */
  readonly lease: string;
}

/** The same request was answered before. */
export interface AnsweredTurn {
  readonly kind: 'answered';
  readonly sessionId: string;
  readonly turn: SessionTurn & { readonly answer: StoredAnswer };
}

export interface Question {
  readonly principalId: string;
  /** Absent: a session is made for this principal and request id, always the same one. */
  readonly sessionId?: string;
  readonly requestId: string;
  readonly message: string;
  readonly language: Language;
}

/** A question that opens its session. */
export type FirstQuestion = Omit<Question, 'sessionId'>;

/**
 * Sessions in DynamoDB. A session belongs to its principal: for anyone else every function
 * rejects with `SessionNotFoundError`, as it does for one that is cleared or expired.
 */
export interface SessionStore {
  /**
   * Opens a session with its first turn, question and answer, in one write, and gives its id. For a question without a
   * session whose answer is at hand. Undefined: the session exists, since the same request came before; `ask` tells what became of it.
   */
  open(question: FirstQuestion, answer: StoredAnswer): Promise<string | undefined>;
  /**
   * Stores the question before its answer. While another turn of the session is being answered it waits,
   * until `deadline` (epoch ms; then `SessionBusyError`). The same request id with another message: `RequestIdReusedError`.
   */
  ask(
    question: Question,
    options: {
      readonly deadline: number;
      readonly maxTurns: number;
      /** How long the answer may take, milliseconds, before another task may answer in place of this one. */
      readonly leaseMs?: number;
    },
  ): Promise<OpenTurn | AnsweredTurn>;
  /** Keeps the lease for so many milliseconds from now, if it still holds; otherwise rejects with `LeaseLostError`. */
  extend(open: OpenTurn, leaseMs: number): Promise<void>;
  /** Stores the answer, if the lease still holds; otherwise rejects with `LeaseLostError`. */
  answer(open: OpenTurn, answer: StoredAnswer): Promise<void>;
  /** Gives the question up: it stays as unanswered, and the next message need not wait. */
  release(open: OpenTurn): Promise<void>;
  /** A page of turns, oldest first; `before` is exclusive. */
  history(
    principalId: string,
    sessionId: string,
    page: { readonly limit: number; readonly before?: number },
  ): Promise<{ readonly turns: readonly SessionTurn[]; readonly before?: number }>;
  /** Gone at once for readers; the items are deleted in the background. */
  clear(principalId: string, sessionId: string): Promise<void>;
}
