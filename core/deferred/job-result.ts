import type { DeferredKind } from '../../contracts/deferred-job';
import type { ResultStatus } from '../../contracts/result-event';

/** What a job of any kind came to. */
export interface JobResult {
  readonly jobId: string;
  readonly kind: DeferredKind;
  readonly status: ResultStatus;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** What the kind's handler returned; absent when parked. */
  readonly output?: unknown;
  readonly reason?: string;
}

/** The results table. */
export interface ResultStore {
  find(jobId: string): Promise<JobResult | undefined>;
  /** Stores the first `done` result of a job; whoever comes second gets the first one back. A parked one may be replaced. */
  save(result: JobResult): Promise<JobResult>;
}

/** Tells the subscribers. Repeating it is harmless: the event's id is the same. */
export type PublishResult = (result: JobResult) => Promise<void>;
