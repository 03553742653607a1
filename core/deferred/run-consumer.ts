import type { Logger } from '../observability/logger';
import type { JobQueue, ReceivedMessage } from './job-queue';
import type { Fate } from './process-message';

export interface ConsumerDependencies {
  readonly queue: Pick<JobQueue, 'receive' | 'setVisibility'>;
  /** Gives a message back that was received and not begun. */
  readonly handBack: (message: ReceivedMessage) => Promise<void>;
  readonly process: (message: ReceivedMessage, signal: AbortSignal) => Promise<Fate>;
  readonly maxConcurrency: number;
  readonly visibilityTimeoutSeconds: number;
  /** Milliseconds between stop and the moment at which what is still in flight is handed back. */
  readonly graceMs: number;
  readonly logger: Logger;
  /** Resolves after so many milliseconds, or when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface Consumer {
  /** Resolves when nothing is in flight any more after `stop`. */
  readonly finished: Promise<void>;
  /** Receives no more; lets what is in flight finish for `graceMs`, then hands it back. */
  stop(): void;
  inFlight(): number;
  /** Epoch-free sign of life: how many polls have come back. */
  polls(): number;
}

const batchSize = 10;
const pauseAfterErrorMs = 1000;

/** Polls, processes at most `maxConcurrency` messages at once, and keeps them invisible by heartbeat while it does. */
export const runConsumer = (dependencies: ConsumerDependencies): Consumer => {
  const { queue, handBack, process, maxConcurrency, visibilityTimeoutSeconds, graceMs, logger, sleep } =
    dependencies;
  const receiving = new AbortController();
  const working = new AbortController();
  const inFlight = new Set<Promise<void>>();
  let polls = 0;

  const logError =
    (text: string) =>
    (error: unknown): void =>
      logger.error(text, { error: String(error) });

  /** Extends the visibility three times within one timeout, so that one lost heartbeat does no harm. */
  const heartbeat = async (message: ReceivedMessage, done: AbortSignal): Promise<void> => {
    while (!done.aborted) {
      await sleep((visibilityTimeoutSeconds * 1000) / 3, done);
      if (done.aborted) return;
      await queue.setVisibility(message, visibilityTimeoutSeconds).catch(logError('A heartbeat failed.'));
    }
  };

  const work = async (message: ReceivedMessage): Promise<void> => {
    const done = new AbortController();
    const beating = heartbeat(message, done.signal);
    try {
      await process(message, working.signal);
    } catch (error) {
      logError('A message could not be settled; it returns after its visibility timeout.')(error);
    } finally {
      done.abort();
      await beating;
    }
  };

  const start = (message: ReceivedMessage): void => {
    const running = work(message).finally(() => inFlight.delete(running));
    inFlight.add(running);
  };

  const handAllBack = (messages: readonly ReceivedMessage[]): Promise<unknown> =>
    Promise.all(
      messages.map((message) => handBack(message).catch(logError('A message could not be handed back.'))),
    );

  const poll = async (): Promise<void> => {
    while (!receiving.signal.aborted) {
      if (inFlight.size >= maxConcurrency) {
        await Promise.race(inFlight);
        continue;
      }
      try {
        const messages = await queue.receive(
          Math.min(batchSize, maxConcurrency - inFlight.size),
          receiving.signal,
        );
        polls += 1;
        if (receiving.signal.aborted) await handAllBack(messages);
        else messages.forEach(start);
      } catch (error) {
        if (receiving.signal.aborted) return;
        logError('The queue could not be polled; trying again in a second.')(error);
        await sleep(pauseAfterErrorMs, receiving.signal);
      }
    }
  };

  const drain = async (): Promise<void> => {
    const patience = new AbortController();
    const drained = Promise.all(inFlight).then(() => patience.abort());
    await Promise.race([drained, sleep(graceMs, patience.signal)]);
    working.abort(new Error('The consumer is stopping.'));
    await Promise.all(inFlight);
  };

  return {
    finished: poll().then(drain),
    stop: () => receiving.abort(),
    inFlight: () => inFlight.size,
    polls: () => polls,
  };
};
