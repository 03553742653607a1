import type { DeferredJob, DeferredKind } from '../../contracts/deferred-job';
import type { Validate } from '../bedrock/ask-for-json';
import { untilBulkWindow } from '../bulk-window';
import type { Now } from '../clock';
import { businessId, parseBody } from '../enrichment/business-id';
import type { FailureNotes } from '../enrichment/failure-notes';
import { isSystemFailure } from '../enrichment/is-system-failure';
import type { Logger } from '../observability/logger';
import type { RecordMetric } from '../observability/metrics-recorder';
import { isRetryable, parkingReason, retryAfterMsOf } from './job-failure';
import type { JobQueue, ReceivedMessage } from './job-queue';
import type { JobResult, PublishResult, ResultStore } from './job-result';
import { retryDelaySeconds } from './retry-delay';
import { replaceByCopy, returnUnharmed } from './return-message';

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
  readonly notes: Pick<FailureNotes, 'note'>;
  /** Of the queue's policy. */
  readonly maxReceiveCount: number;
  readonly bulkWindow: () => string;
  readonly now: Now;
  readonly random: () => number;
  readonly logger: Logger;
  readonly record: RecordMetric;
}

/** What became of a message. */
export type Fate = 'done' | 'already-done' | 'parked' | 'returned' | 'postponed' | 'handed-back';

const bulkKinds: readonly DeferredKind[] = ['synopsis', 'recommendation'];

/**
 * Decides the fate of one message. It is deleted only after its result is stored and published, or after it was parked;
 * whatever else happens it comes back. Rejects only when the queue itself fails: then the message comes back too.
 */
export const createMessageProcessor = (dependencies: MessageDependencies) => {
  const { queue, validate, handle, results, publish, park, notes, bulkWindow } = dependencies;
  const { maxReceiveCount, now, random, logger, record } = dependencies;
  const unharmed = returnUnharmed(queue, maxReceiveCount);
  const at = (): string => new Date(now()).toISOString();

  const finish = async (message: ReceivedMessage, result: JobResult): Promise<void> => {
    const stored = await results.save(result);
    await publish(stored);
    await queue.delete(message);
  };

  const parkInvalid = async (message: ReceivedMessage, reason: string): Promise<Fate> => {
    await park({
      jobId: businessId(message.body),
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

  /** The next step of this message is the dead-letter queue, and SQS will not say why. */
  const leaveNote = (jobId: string, { code, reason }: ReturnType<typeof parkingReason>): Promise<void> =>
    notes.note(jobId, `${code}: ${reason}`).catch((error: unknown) => {
      logger.error('A reason could not be noted.', { jobId, error: parkingReason(error).code });
    });

  const returnJob = async (message: ReceivedMessage, job: DeferredJob, error: unknown): Promise<Fate> => {
    const { jobId, kind } = job;
    const seconds = retryDelaySeconds(message.receiveCount, retryAfterMsOf(error), random);
    const failure = parkingReason(error);
    if (isSystemFailure(error)) await unharmed(message, seconds);
    else {
      if (message.receiveCount >= maxReceiveCount) await leaveNote(jobId, failure);
      await queue.setVisibility(message, seconds);
    }
    record('jobsReturned', 1, { kind });
    logger.warn('Job returned to the queue.', { jobId, kind, seconds, error: failure.code });
    return 'returned';
  };

  return async (message: ReceivedMessage, signal: AbortSignal): Promise<Fate> => {
    const value = parseBody(message.body);
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
    if (waitMs > 0) {
      // Hidden only, it would use up its receives.
      await replaceByCopy(queue)(message, waitMs / 1000);
      return 'postponed';
    }

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
        await unharmed(message, 0);
        return 'handed-back';
      }
      return isRetryable(error) ? returnJob(message, job, error) : parkJob(message, job, error);
    }
  };
};
