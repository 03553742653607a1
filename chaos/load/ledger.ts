import type { ErrorCode } from '../../contracts/error-codes';

export type Door = 'rest' | 'socket';

/** One message of a customer, however often it is sent. */
export interface Message {
  readonly requestId: string;
  readonly principalId: string;
  /** One for each session that a customer opens. */
  readonly conversation: string;
  /** From 1, in the order in which the customer asks. */
  readonly position: number;
  readonly text: string;
  /** What the text has that no other text has, and the stand-in's answer repeats; absent: many ask this. */
  readonly mark?: string;
  /** The customer may be answered later. */
  readonly mayWait: boolean;
}

/** How one sending of a message ended for who sent it. */
export type Outcome =
  | {
      readonly kind: 'answered';
      readonly reply: string;
      readonly sessionId: string;
      /** False: the reply itself says that it could not be stored. */
      readonly stored: boolean;
    }
  | { readonly kind: 'deferred'; readonly sessionId: string }
  | {
      readonly kind: 'refused';
      readonly code: ErrorCode;
      readonly retryable: boolean;
      readonly retryAfterSeconds?: number;
    }
  /** What came is not what the API documents describe. */
  | { readonly kind: 'undocumented'; readonly problem: string }
  /** The socket was refused, and nothing sent. */
  | { readonly kind: 'not-connected'; readonly status: number }
  | { readonly kind: 'broken'; readonly reason: string }
  /** The load itself broke the connection. */
  | { readonly kind: 'dropped' }
  | { readonly kind: 'silent' };

export interface Attempt {
  readonly message: Message;
  readonly door: Door;
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly endedAt: number;
  readonly outcome: Outcome;
}

/** A job that a queue has taken. */
export interface Job {
  readonly queue: 'enrichment' | 'deferred';
  readonly jobId: string;
  readonly body: string;
  /** `superseded`: an older edit that a newer one overtakes. */
  readonly expected: 'done' | 'parked' | 'superseded';
  /** Of an enrichment job. */
  readonly catalogId?: string;
  readonly title?: string;
}

/** A frame that nobody waited for, or that came after the last one. */
export interface Stray {
  readonly customer: string;
  readonly frame: string;
}

/** A message that its customer still wants answered. */
export interface OpenMessage {
  /** When it was sent first, epoch milliseconds. */
  readonly since: number;
}

/** Everything that the load sent and received, as it happened. */
export interface Ledger {
  readonly messages: Message[];
  readonly attempts: Attempt[];
  readonly jobs: Job[];
  readonly strays: Stray[];
  readonly open: Set<OpenMessage>;
}

export const createLedger = (): Ledger => ({
  messages: [],
  attempts: [],
  jobs: [],
  strays: [],
  open: new Set(),
});
