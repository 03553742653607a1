import type { JournalMessage } from '../../../local/emulators/journal-entry';
import { journalQueue } from '../../../local/emulators/journal-queue';
import { JournalState } from '../../../local/emulators/journal-state';
import type { SqsQueue } from '../../../local/emulators/load-fauxqs';
import type { QueueJournal } from '../../../local/emulators/queue-journal';

const message: JournalMessage = {
  messageId: '1',
  body: '本文',
  md5OfBody: 'x',
  messageAttributes: {},
  md5OfMessageAttributes: '',
  sentTimestamp: 0,
  approximateReceiveCount: 0,
  messageGroupId: 'title-1',
  messageDeduplicationId: 'job-1',
};

test('a message that a full disk did not take is no duplicate when it is sent again', () => {
  const deduplicationCache = new Map([['job-1', { messageId: '1' }]]);
  const taken: string[] = [];
  const queue = {
    name: 'work.fifo',
    deduplicationCache,
    enqueue: ({ messageId }: JournalMessage) => void taken.push(messageId),
    deleteMessage: () => true,
    purge: () => undefined,
  } as unknown as SqsQueue;
  const append = (): void => {
    throw new Error('ENOSPC');
  };
  journalQueue(queue, { state: new JournalState(), append } as unknown as QueueJournal, 0);

  expect(() => queue.enqueue({ ...message })).toThrow('ENOSPC');
  expect(taken).toEqual([]);
  expect([...deduplicationCache]).toEqual([]);
});
