import { stages } from '../../contracts/deadline-budget';
import type { Now } from '../clock';
import type { RecordMetric } from '../observability/metrics-recorder';
import { shareBudget, type TimedStage } from './share-budget';

/** A stage that has begun. */
export interface RunningStage {
  /** Epoch milliseconds; its work is told it, and keeps it. */
  readonly deadline: number;
  /** Records its duration, and an overrun if it was late; once, however often it is called. */
  end(): void;
}

/** The one absolute deadline of a request, and what of it each stage has. */
export interface Deadline {
  /** Milliseconds that a stage has if it begins now: its share, or what is left when the stages after it have theirs; never below 0. */
  timeFor(stage: TimedStage): number;
  begin(stage: TimedStage): RunningStage;
  /** Begins a stage, and ends it with its work. */
  stage<T>(stage: TimedStage, work: (deadline: number) => Promise<T>): Promise<T>;
}

export interface DeadlineOptions {
  /** When the request reached this process, epoch milliseconds; the way to it counts as its share. */
  readonly receivedAt: number;
  /** `sync_timeout_ms`. */
  readonly totalMs: number;
  /** The total is for the first token: stages after the model have their share from when they begin. */
  readonly streamed?: boolean;
}

/** The budget's order; the search comes before the model and leaves the rest to it. */
const placeOf = (stage: TimedStage): number => stages.indexOf(stage === 'retrieval' ? 'model' : stage);

/** Shares a request's time out by `contracts/deadline-budget.ts`. Durations and overruns are metrics with the stage's name. */
export const createDeadline = (
  { now, record }: { readonly now: Now; readonly record: RecordMetric },
  { receivedAt, totalMs, streamed = false }: DeadlineOptions,
): Deadline => {
  const shares = shareBudget(totalMs);
  const end = receivedAt + totalMs - shares['client-network'] - shares['gateway-network'];

  const leftFor = (stage: TimedStage): number => {
    if (streamed && placeOf(stage) > placeOf('model')) return shares[stage];
    const reserved = stages.slice(placeOf(stage) + 1).reduce((sum, later) => sum + shares[later], 0);
    return end - now() - reserved;
  };
  const timeFor = (stage: TimedStage): number => Math.max(0, Math.min(shares[stage], leftFor(stage)));

  const begin = (stage: TimedStage): RunningStage => {
    const startedAt = now();
    const deadline = startedAt + timeFor(stage);
    let ended = false;
    return {
      deadline,
      end: () => {
        if (ended) return;
        ended = true;
        record('stageDuration', now() - startedAt, { stage });
        if (now() > deadline) record('stageOverrun', 1, { stage });
      },
    };
  };

  return {
    timeFor,
    begin,
    stage: async (stage, work) => {
      const running = begin(stage);
      try {
        return await work(running.deadline);
      } finally {
        running.end();
      }
    },
  };
};
