import type { PaidWork } from '../../local/bedrock-stand-in/calls/call-log';
import type { Ledger } from '../load/ledger';
import type { DatedEvent } from '../observe/event-ledger';
import type { Row } from '../observe/observer';
import type { ProcessEnd } from '../observe/process-watch';
import type { SentSignal } from '../observe/record-signals';
import type { FaultWindow } from '../schedule/fault-window';

/** What a topic told about a job. */
export interface JobEvent extends DatedEvent {
  readonly jobId: string;
}

/** All that the invariants are judged by: what was sent, received and stored. */
export interface Evidence extends Ledger {
  readonly windows: readonly FaultWindow[];
  /** The rows of the sessions table at the end. */
  readonly sessions: readonly Row[];
  readonly catalog: readonly Row[];
  readonly results: readonly Row[];
  readonly parked: readonly Row[];
  /** Bodies of dead letters. */
  readonly deadLetters: readonly string[];
  /** The model's answers for background work. */
  readonly paid: readonly PaidWork[];
  /** What both topics told, in the order of arrival. */
  readonly told: readonly JobEvent[];
  /** Since when nothing can have been told unheard, epoch milliseconds. */
  readonly toldSince: number;
  readonly ends: readonly ProcessEnd[];
  readonly signals: readonly SentSignal[];
}

/** Judges a run; answers what broke the invariant, in words. */
export type Invariant = (evidence: Evidence) => readonly string[];
