import { type Stage, stages } from '../../contracts/deadline-budget';
import type { Now } from '../clock';
import type { RecordMetric } from '../observability/metrics-recorder';
import { ChatError } from './chat-error';
import { shareBudget } from './share-budget';

/** What a stage is given. */
export interface StageTime {
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** Aborts at the deadline, and when the request does. */
  readonly signal: AbortSignal;
}

export interface StageOptions {
  /** A request cannot do without it: it is counted as an overrun at its deadline, but cut only when the request's time is up. */
  readonly essential?: boolean;
}

/** The one absolute deadline of a request, and what of it each stage has. */
export interface Deadline {
  /** Epoch milliseconds at which the reply has to leave, so that it arrives in time. */
  readonly at: number;
  /** Milliseconds that a stage has if it begins now: its share, or what is left when the stages after it have theirs; never below 0. */
  timeFor(stage: Stage): number;
  /**
   * Runs a stage within its time. One that is late rejects with `DEADLINE_EXCEEDED`, whether or not its work heeds the signal;
   * one that has no time left is not begun. Duration and overrun are metrics with the stage's name.
   */
  stage<T>(stage: Stage, work: (time: StageTime) => Promise<T>, options?: StageOptions): Promise<T>;
}

export interface DeadlineDependencies {
  readonly now: Now;
  readonly record: RecordMetric;
  /** Calls back after so many milliseconds; what it returns stops it. */
  readonly startTimer: (ms: number, elapsed: () => void) => () => void;
}

export interface DeadlineOptions {
  /** When the request reached this process, epoch milliseconds; the way to it counts as its share. */
  readonly receivedAt: number;
  /** `sync_timeout_ms`. */
  readonly totalMs: number;
  /** The total is for the first token: stages after the model have their share from when they begin. */
  readonly streamed?: boolean;
  /** Aborts when the caller goes away. */
  readonly signal?: AbortSignal;
}

const isAfterModel = (stage: Stage): boolean => stages.indexOf(stage) > stages.indexOf('model');

export const createDeadline = (
  { now, record, startTimer }: DeadlineDependencies,
  { receivedAt, totalMs, streamed = false, signal: request }: DeadlineOptions,
): Deadline => {
  const shares = shareBudget(totalMs);
  const end = receivedAt + totalMs - shares['client-network'] - shares['gateway-network'];
  const at = end - shares.return;

  const reservedAfter = (stage: Stage): number =>
    stages.slice(stages.indexOf(stage) + 1).reduce((sum, later) => sum + shares[later], 0);
  const isOutsideTotal = (stage: Stage): boolean => streamed && isAfterModel(stage);
  const timeFor = (stage: Stage): number => {
    const left = isOutsideTotal(stage) ? shares[stage] : end - now() - reservedAfter(stage);
    return Math.max(0, Math.min(shares[stage], left));
  };

  const stage: Deadline['stage'] = async (name, work, { essential = false } = {}) => {
    request?.throwIfAborted();
    const startedAt = now();
    const timeMs = timeFor(name);
    const cutMs = essential && !isOutsideTotal(name) ? Math.max(0, at - startedAt) : timeMs;
    const late = (): ChatError =>
      new ChatError('DEADLINE_EXCEEDED', `The stage ${name} was not done within ${cutMs} ms`);
    if (cutMs === 0) {
      record('stageOverrun', 1, { stage: name });
      throw late();
    }

    const own = new AbortController();
    const signal = request === undefined ? own.signal : AbortSignal.any([request, own.signal]);
    const stopTimer = startTimer(cutMs, () => own.abort(late()));
    try {
      return await new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        work({ deadline: startedAt + cutMs, signal }).then(resolve, reject);
      });
    } finally {
      stopTimer();
      const durationMs = now() - startedAt;
      record('stageDuration', durationMs, { stage: name });
      if (durationMs > timeMs || own.signal.aborted) record('stageOverrun', 1, { stage: name });
    }
  };

  return { at, timeFor, stage };
};
