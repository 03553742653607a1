import type { JobQueue, ReceivedMessage } from './job-queue';

const longestDelaySeconds = 900;

/** Makes a message visible again after so many seconds, at most 900; 0 hands it back at once. */
export type ReturnMessage = (message: ReceivedMessage, seconds: number) => Promise<void>;

/**
 * Sends a copy that waits, and only then deletes the message: between the two a job may exist twice, never zero times,
 * and its business id makes the second free. The copy has had no receives.
 */
export const replaceByCopy =
  (queue: Pick<JobQueue, 'send' | 'delete'>): ReturnMessage =>
  async (message, seconds) => {
    await queue.send(message.body, Math.min(longestDelaySeconds, Math.ceil(seconds)));
    await queue.delete(message);
  };

/**
 * Returns a message for no fault of its job: at its last receive, where the queue would dead-letter it next, a copy takes
 * its place.
 */
export const returnUnharmed =
  (queue: Pick<JobQueue, 'send' | 'delete' | 'setVisibility'>, maxReceiveCount: number): ReturnMessage =>
  (message, seconds) =>
    message.receiveCount < maxReceiveCount
      ? queue.setVisibility(message, seconds)
      : replaceByCopy(queue)(message, seconds);
