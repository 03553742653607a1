import type { Message } from '@aws-sdk/client-sqs';
import type { InvocationOutcome } from '../lambda-host/invocation';
import { restartDelayMs } from '../process/restart-delay';
import { batchOutcome } from './batch-outcome';
import type { PolledQueue } from './polled-queue';
import { sqsEvent } from './sqs-event';

interface Dependencies {
  readonly queue: PolledQueue;
  readonly queueArn: string;
  readonly invoke: (event: string) => Promise<InvocationOutcome>;
  readonly delay: (ms: number) => Promise<void>;
  readonly log: (line: string) => void;
}

/**
 * A failed batch is visible again after this time. AWS leaves it hidden until the visibility timeout ends, which at
 * twelve minutes is long for somebody who has just restarted a function on their own machine.
 */
export const failedBatchDelaySeconds = 2;

const idsOf = (messages: readonly Message[]): readonly string[] =>
  messages.map((message) => message.MessageId ?? '');

/** A batch's messages are settled within this many attempts, a minute in all: an unsettled one stays hidden until its visibility timeout ends. */
const settleAttempts = 10;

/** Tells the queue what became of a batch, again and again while it does not answer. */
const settle = async (
  { delay, log }: Pick<Dependencies, 'delay' | 'log'>,
  tell: () => Promise<void>,
): Promise<void> => {
  for (let failures = 0; ; failures += 1) {
    try {
      return await tell();
    } catch (error) {
      if (failures + 1 === settleAttempts) throw error;
      if (failures === 0) log(`a batch is not settled yet: ${String(error)}`);
      await delay(restartDelayMs(failures));
    }
  }
};

/** One batch: invoke, then delete what was processed. What the function reported as failed stays hidden, as in AWS: the function may have set its own delay. */
const processBatch = async (dependencies: Dependencies, messages: readonly Message[]): Promise<void> => {
  const { queue, queueArn, invoke, log } = dependencies;
  const outcome = batchOutcome(await invoke(JSON.stringify(sqsEvent(messages, queueArn))), idsOf(messages));
  if (outcome.kind === 'failed') {
    log(`a batch of ${messages.length} returns to the queue: ${outcome.reason}`);
    return settle(dependencies, () => queue.release(messages, failedBatchDelaySeconds));
  }
  const done = messages.filter((message) => outcome.deleted.includes(message.MessageId ?? ''));
  return done.length === 0 ? undefined : settle(dependencies, () => queue.delete(done));
};

/**
 * Polls until the signal says stop, one batch after the other; a batch that has begun is finished. As many of these as the
 * queue's concurrency run side by side: the queue itself gives each message group to one of them at a time.
 */
export const pollQueue = async (dependencies: Dependencies, signal: AbortSignal): Promise<void> => {
  let failures = 0;
  while (!signal.aborted) {
    try {
      const messages = await dependencies.queue.receive(signal);
      if (messages.length > 0) await processBatch(dependencies, messages);
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      if (failures === 0) dependencies.log(`the queue does not answer: ${String(error)}`);
      await dependencies.delay(restartDelayMs(failures));
      failures += 1;
    }
  }
};
