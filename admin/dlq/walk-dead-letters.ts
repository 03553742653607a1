import {
  ChangeMessageVisibilityBatchCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { businessId } from '../../core/enrichment/business-id';
import type { FailureNotes } from '../../core/enrichment/failure-notes';
import { type DeadLetter, type DeadLetterQueue, deadLetter } from './dead-letter';

export interface DeadLetterWalk {
  readonly queue: DeadLetterQueue;
  readonly url: string;
  /** Messages to look at, at most. */
  readonly limit: number;
  /** Does what is to be done with some of these, and answers with those that are left in the queue. */
  readonly visit: (letters: readonly DeadLetter[]) => Promise<readonly DeadLetter[]>;
  readonly isStopped: () => boolean;
}

/** Long enough for a walk through a large queue; what is looked at and left is given back at its end. */
const visibilitySeconds = 300;
const batchSize = 10;

const giveBack = async (client: SQSClient, url: string, letters: readonly DeadLetter[]): Promise<void> => {
  for (let start = 0; start < letters.length; start += batchSize) {
    await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: url,
        Entries: letters.slice(start, start + batchSize).map(({ receiptHandle }, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: 0,
        })),
      }),
    );
  }
};

/**
 * Walks through a dead-letter queue, a batch after the other, until it is empty, the limit is reached or somebody stops it.
 * SQS has no way to look without receiving: what is left is hidden from other walks meanwhile, and visible again afterwards.
 */
export const walkDeadLetters = async (
  dependencies: { readonly sqs: SQSClient; readonly notes: Pick<FailureNotes, 'find'> },
  { queue, url, limit, visit, isStopped }: DeadLetterWalk,
): Promise<number> => {
  const { sqs, notes } = dependencies;
  const left: DeadLetter[] = [];
  let seen = 0;
  try {
    while (seen < limit && !isStopped()) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: Math.min(batchSize, limit - seen),
          VisibilityTimeout: visibilitySeconds,
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) break;
      const reasons = await notes.find(Messages.map(({ Body = '' }) => businessId(Body)));
      const letters = Messages.flatMap((message) => deadLetter(queue, message, reasons) ?? []);
      seen += letters.length;
      left.push(...(await visit(letters)));
    }
  } finally {
    // The last first, so that a group keeps its order whichever becomes visible first.
    await giveBack(sqs, url, left.toReversed());
  }
  return seen;
};
