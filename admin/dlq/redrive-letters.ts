import { createHash } from 'node:crypto';
import {
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { maxJobBytes } from '../../contracts/queue-policies';
import type { DeadLetter } from './dead-letter';

const entryOf = (letter: DeadLetter, index: number): SendMessageBatchRequestEntry => ({
  Id: String(index),
  MessageBody: letter.body,
  ...(letter.group !== undefined && {
    MessageGroupId: letter.group,
    // The same however often the step is repeated, and not that of the first sending.
    MessageDeduplicationId: createHash('sha256').update(`redrive ${letter.messageId}`).digest('hex'),
  }),
});

/** As many as one call may hold. */
const callsOf = (letters: readonly DeadLetter[]): readonly (readonly DeadLetter[])[] => {
  const calls: DeadLetter[][] = [];
  let bytes = 0;
  for (const letter of letters) {
    const size = Buffer.byteLength(letter.body);
    const last = calls.at(-1);
    if (!last || bytes + size > maxJobBytes) {
      calls.push([letter]);
      bytes = size;
    } else {
      last.push(letter);
      bytes += size;
    }
  }
  return calls;
};

/** Takes at most ten letters out of their queue for good; answers with those that SQS did not delete. */
export const deleteLetters = async (
  client: SQSClient,
  url: string,
  letters: readonly DeadLetter[],
): Promise<readonly DeadLetter[]> => {
  if (letters.length === 0) return [];
  const { Failed = [] } = await client.send(
    new DeleteMessageBatchCommand({
      QueueUrl: url,
      Entries: letters.map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
      })),
    }),
  );
  const failedIds = new Set(Failed.map(({ Id }) => Id));
  return letters.filter((_, index) => failedIds.has(String(index)));
};

/**
 * Sends at most ten letters to the queue they came from, body and group unchanged, and only then deletes them: between
 * the two steps a job is in both queues, never in none, and its business id makes the second one free.
 * Answers with those that are still in the dead-letter queue.
 */
export const redriveLetters = async (
  client: SQSClient,
  urls: { readonly url: string; readonly dlqUrl: string },
  letters: readonly DeadLetter[],
): Promise<readonly DeadLetter[]> => {
  const left: DeadLetter[] = [];
  for (const call of callsOf(letters)) {
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({ QueueUrl: urls.url, Entries: call.map(entryOf) }),
    );
    const failedIds = new Set(Failed.map(({ Id }) => Id));
    const sent = call.filter((_, index) => !failedIds.has(String(index)));
    left.push(...call.filter((letter) => !sent.includes(letter)));
    left.push(...(await deleteLetters(client, urls.dlqUrl, sent)));
  }
  return left;
};
