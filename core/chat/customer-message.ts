import type { Language, ModelPreference } from '../../contracts/chat-request';
import type { AnswerTiming } from './answer-timing';
import type { Emit } from './shared-generations';

/** A customer's message, at either door. */
export interface CustomerMessage {
  readonly principalId: string;
  readonly requestId: string;
  readonly sessionId?: string;
  readonly message: string;
  readonly language: Language;
  readonly preference: ModelPreference;
  /** The customer agreed to be answered later when the models have too much to do. */
  readonly notifyWhenBusy: boolean;
  /** Do not even try to answer now. */
  readonly busy: boolean;
  readonly connectionId?: string;
  readonly timing: AnswerTiming;
  /** Its reason is what is thrown: a `ChatError`, or that the reader has gone. */
  readonly signal: AbortSignal;
}

/** Where a streamed answer goes. Neither function waits. */
export interface AnswerReader {
  start(sessionId: string): void;
  readonly emit: Emit;
}
