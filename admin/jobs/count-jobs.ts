import { type ParkedKind, parkedKinds } from '../../core/enrichment/parked-jobs';
import { dayInJapan } from '../../core/japan-time';
import { type QueueCounts, queueCounts } from '../queue-counts';
import type { Connection } from '../target/connect';

export interface QueueState {
  readonly queued: number;
  readonly inFlight: number;
  readonly parked: number;
  readonly deadLettered: number;
}

/** What is on its way and what came of it. SQS's numbers are approximate for a minute after a change. */
export interface JobsReport {
  readonly enrichment: QueueState & {
    /** Items that are to be enriched, on the queue or waiting for the daily run. */
    readonly waiting: number;
    readonly enriched: number;
    /** Since when the item waits that waits longest: ISO 8601. */
    readonly oldestWaitingSince?: string;
    readonly itemsPerMinute: number;
    /** At that rate, for what is on the queue; absent when nothing moves. */
    readonly minutesLeft?: number;
    /** US$ of today in Japan. */
    readonly spentTodayUsd: number;
  };
  readonly deferredInference: QueueState;
}

/** Short enough to show a change, long enough for a slow model. */
const rateWindowMs = 2 * 60_000;

const parkedOf = async ({ parkedJobs }: Connection, kinds: readonly ParkedKind[]): Promise<number> => {
  const counts = await Promise.all(kinds.map((kind) => parkedJobs.count(kind)));
  return counts.reduce((sum, count) => sum + count, 0);
};

const stateOf = (queue: QueueCounts, dead: QueueCounts, parked: number): QueueState => ({
  queued: queue.queued + queue.delayed,
  inFlight: queue.inFlight,
  parked,
  deadLettered: dead.queued + dead.inFlight,
});

const deferredState = async (connection: Connection): Promise<QueueState> => {
  const { url, dlqUrl } = connection.target.queues.deferredInference;
  const [queue, dead, parked] = await Promise.all([
    queueCounts(connection.sqs, url),
    queueCounts(connection.sqs, dlqUrl),
    parkedOf(
      connection,
      parkedKinds.filter((kind) => kind !== 'enrichment'),
    ),
  ]);
  return stateOf(queue, dead, parked);
};

const enrichmentState = async (connection: Connection, now: number): Promise<JobsReport['enrichment']> => {
  const { sqs, target, indexes, ledger } = connection;
  const { url, dlqUrl } = target.queues.enrichment;
  const [queue, dead, parked, waiting, enriched, lately, oldest, spend] = await Promise.all([
    queueCounts(sqs, url),
    queueCounts(sqs, dlqUrl),
    parkedOf(connection, ['enrichment']),
    indexes.countWaiting(),
    indexes.count('enriched'),
    indexes.count('enriched', new Date(now - rateWindowMs).toISOString()),
    indexes.oldest('imported'),
    ledger.day(dayInJapan(now)),
  ]);
  const state = stateOf(queue, dead, parked);
  const onQueue = state.queued + state.inFlight;
  const itemsPerMinute = (lately * 60_000) / rateWindowMs;
  return {
    ...state,
    waiting,
    enriched,
    ...(oldest !== undefined && { oldestWaitingSince: oldest }),
    itemsPerMinute,
    ...(itemsPerMinute > 0 && { minutesLeft: onQueue / itemsPerMinute }),
    spentTodayUsd: spend
      .filter(({ kind }) => kind === 'enrichment')
      .reduce((sum, { costUsd }) => sum + costUsd, 0),
  };
};

/** Counts the jobs of both queues; `now` in epoch milliseconds. */
export const countJobs = async (connection: Connection, now: number): Promise<JobsReport> => {
  const [enrichment, deferredInference] = await Promise.all([
    enrichmentState(connection, now),
    deferredState(connection),
  ]);
  return { enrichment, deferredInference };
};
