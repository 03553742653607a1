import type { Outcome } from '../clients/outcome';

export type { Outcome };

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
  /** What the model is asked for, as the stand-in's log of paid calls names it; absent: it is never asked. */
  readonly work?: string;
  /** Of an enrichment job. */
  readonly catalogId?: string;
}

/** Messages that were delivered again on purpose. */
export interface Repetition {
  readonly at: number;
  readonly messages: number;
}

/** A frame that nobody waited for, or that came after the last one. */
export interface Stray {
  readonly customer: string;
  readonly frame: string;
  readonly at: number;
  /** How the customer's last message ended before it, and how long before. */
  readonly after: string;
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
  readonly repeated: Repetition[];
  readonly strays: Stray[];
  readonly open: Set<OpenMessage>;
}

export const createLedger = (): Ledger => ({
  messages: [],
  attempts: [],
  jobs: [],
  repeated: [],
  strays: [],
  open: new Set(),
});
