import type { JournalMessage } from './journal-entry';
import type { SqsQueue } from './load-fauxqs';
import type { QueueJournal } from './queue-journal';

type QueuedMessage = Parameters<SqsQueue['enqueue']>[0];

const withoutUndefined = (message: QueuedMessage): JournalMessage => {
  const { approximateFirstReceiveTimestamp, delayUntil, ...rest } = message;
  const { messageGroupId, messageDeduplicationId, sequenceNumber, ...always } = rest;
  return {
    ...always,
    ...(approximateFirstReceiveTimestamp === undefined ? {} : { approximateFirstReceiveTimestamp }),
    ...(delayUntil === undefined ? {} : { delayUntil }),
    ...(messageGroupId === undefined ? {} : { messageGroupId }),
    ...(messageDeduplicationId === undefined ? {} : { messageDeduplicationId }),
    ...(sequenceNumber === undefined ? {} : { sequenceNumber }),
  };
};

/**
 * Fills a new queue from the journal, and from then on writes each change down before it happens.
 * A message that goes to a dead-letter queue is put there, and thereby leaves this queue. Receives are not
 * written: after a restart what was in flight is visible again, and its receives count from the last put.
 */
export const journalQueue = (queue: SqsQueue, journal: QueueJournal, now: number): void => {
  for (const message of journal.state.messagesOf(queue.name)) {
    queue.enqueue({ ...message });
    queue.sequenceCounter = Math.max(queue.sequenceCounter, Number(message.sequenceNumber ?? 0));
  }
  for (const sent of journal.state.sentTo(queue.name, now)) {
    queue.recordDeduplication(sent.sent, sent.messageId, sent.sequenceNumber);
    queue.sequenceCounter = Math.max(queue.sequenceCounter, Number(sent.sequenceNumber ?? 0));
  }
  const enqueue = queue.enqueue.bind(queue);
  const deleteMessage = queue.deleteMessage.bind(queue);
  const purge = queue.purge.bind(queue);
  queue.enqueue = (message) => {
    try {
      journal.append({ put: withoutUndefined(message), queue: queue.name });
    } catch (error) {
      // On its way to the dead-letter queue: it is written down in the queue it left, and must not get lost between the two.
      if (!journal.state.has(message.messageId)) {
        // Remembered just before: what is sent again would be taken for what was never taken.
        queue.deduplicationCache.delete(message.messageDeduplicationId ?? '');
        throw error;
      }
    }
    enqueue(message);
  };
  queue.deleteMessage = (receiptHandle) => {
    const held = queue.inflightMessages.get(receiptHandle);
    if (held !== undefined) journal.append({ delete: held.message.messageId });
    return deleteMessage(receiptHandle);
  };
  queue.purge = () => {
    journal.append({ purge: queue.name });
    purge();
  };
};
