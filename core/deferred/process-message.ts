import type { DeferredJob, DeferredKind } from '../../contracts/deferred-job';
import type { Validate } from '../bedrock/ask-for-json';
import { untilBulkWindow } from '../bulk-window';
import type { Now } from '../clock';
import type { Logger } from '../observability/logger';
import type { RecordMetric } from '../observability/metrics-recorder';
import { isRetryable, parkingReason, retryAfterMsOf } from './job-failure';
import type { JobQueue, ReceivedMessage } from './job-queue';
import type { JobResult, PublishResult, ResultStore } from './job-result';
import { retryDelaySeconds } from './retry-delay';

/** Does the work of one kind; what it returns is the result's `output`. */
export type HandleJob = (job: DeferredJob, context: { readonly signal: AbortSignal }) => Promise<unknown>;

export interface ParkedMessage {
  readonly jobId: string;
  readonly kind: DeferredKind | 'unknown';
  readonly body: string;
  readonly code: string;
  readonly reason: string;
}

export interface MessageDependencies {
  readonly queue: Pick<JobQueue, 'delete' | 'setVisibility' | 'send'>;
  readonly validate: Validate<DeferredJob>;
  readonly handle: HandleJob;
  readonly results: ResultStore;
  readonly publish: PublishResult;
  readonly park: (message: ParkedMessage) => Promise<void>;
  readonly bulkWindow: () => string;
  readonly now: Now;
  readonly random: () => number;
  readonly logger: Logger;
  readonly record: RecordMetric;
}

/** What became of a message. */
export type Fate = 'done' | 'already-done' | 'parked' | 'returned' | 'postponed' | 'handed-back';

const bulkKinds: readonly DeferredKind[] = ['synopsis', 'recommendation'];
const longestDelaySeconds = 900;

const parse = (body: string): unknown => {
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/**
 * Decides the fate of one message. It is deleted only after its result is stored and published, or after it was parked;
 * whatever else happens it comes back. Rejects only when the queue itself fails: then the message comes back too.
 */
export const createMessageProcessor = (dependencies: MessageDependencies) => {
  const { queue, validate, handle, results, publish, park, bulkWindow, now, random, logger, record } =
    dependencies;
  const at = (): string => new Date(now()).toISOString();

  const finish = async (message: ReceivedMessage, result: JobResult): Promise<void> => {
    const stored = await results.save(result);
    await publish(stored);
    await queue.delete(message);
  };

  const parkInvalid = async (message: ReceivedMessage, reason: string): Promise<Fate> => {
    await park({
      jobId: message.messageId,
      kind: 'unknown',
      body: message.body,
      code: 'INVALID_JOB',
      reason,
    });
    await queue.delete(message);
    record('jobsParked', 1, { kind: 'unknown' });
    return 'parked';
  };

  const parkJob = async (message: ReceivedMessage, job: DeferredJob, error: unknown): Promise<Fate> => {
    const { code, reason } = parkingReason(error);
    const { jobId, kind } = job;
    await park({ jobId, kind, body: message.body, code, reason });
    await finish(message, { jobId, kind, status: 'parked', at: at(), reason });
    record('jobsParked', 1, { kind });
    logger.warn('Job parked.', { jobId, kind, code });
    return 'parked';
  };

  const returnJob = async (message: ReceivedMessage, job: DeferredJob, error: unknown): Promise<Fate> => {
    const seconds = retryDelaySeconds(message.receiveCount, retryAfterMsOf(error), random);
    await queue.setVisibility(message, seconds);
    record('jobsReturned', 1, { kind: job.kind });
    logger.warn('Job returned to the queue.', {
      jobId: job.jobId,
      kind: job.kind,
      seconds,
      error: parkingReason(error).code,
    });
    return 'returned';
  };

  /** A copy waits and the message goes: a received message that is only hidden would use up its receives. */
  const postpone = async (message: ReceivedMessage, untilMs: number): Promise<Fate> => {
    await queue.send(message.body, Math.min(longestDelaySeconds, Math.ceil(untilMs / 1000)));
    await queue.delete(message);
    return 'postponed';
  };

  return async (message: ReceivedMessage, signal: AbortSignal): Promise<Fate> => {
    const value = parse(message.body);
    if (value === undefined) return parkInvalid(message, 'The body is not JSON.');
    const verdict = validate(value);
    if (!verdict.ok) {
      return parkInvalid(
        message,
        verdict.details.map(({ field, problem }) => `${field} ${problem}`).join('; '),
      );
    }
    const job = verdict.value;
    const waitMs =
      bulkKinds.includes(job.kind) && job.urgent !== true ? untilBulkWindow(bulkWindow(), now()) : 0;
    if (waitMs > 0) return postpone(message, waitMs);

    try {
      const known = await results.find(job.jobId);
      if (known?.status === 'done') {
        await finish(message, known);
        return 'already-done';
      }
      const output = await handle(job, { signal });
      await finish(message, { jobId: job.jobId, kind: job.kind, status: 'done', at: at(), output });
      record('jobsDone', 1, { kind: job.kind });
      return 'done';
    } catch (error) {
      if (signal.aborted) {
        await queue.setVisibility(message, 0);
        return 'handed-back';
      }
      return isRetryable(error) ? returnJob(message, job, error) : parkJob(message, job, error);
    }
  };
};
