import type { Ledger } from '../load/ledger';
import type { Row } from '../observe/observer';
import type { FaultWindow } from '../schedule/fault-window';

/** What is stored at a moment of the run, by the id of the job: a value that changes when the work is done again. */
export type WorkDone = ReadonlyMap<string, string>;

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
  /** In the order in which they were seen. */
  readonly workDone: readonly WorkDone[];
  /** What the supervisor printed. */
  readonly output: string;
}

/** Judges a run; answers what broke the invariant, in words. */
export type Invariant = (evidence: Evidence) => readonly string[];
