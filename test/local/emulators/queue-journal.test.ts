import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { JournalEntry, JournalMessage } from '../../../local/emulators/journal-entry';
import { QueueJournal } from '../../../local/emulators/queue-journal';

const folder = mkdtempSync(join(tmpdir(), 'manga-journal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const newPath = (): string => {
  files += 1;
  return join(folder, `${files}.jsonl`);
};

const message = (messageId: string, over: Partial<JournalMessage> = {}): JournalMessage => ({
  messageId,
  body: `本文 ${messageId}`,
  md5OfBody: 'x',
  messageAttributes: {},
  md5OfMessageAttributes: '',
  sentTimestamp: 0,
  approximateReceiveCount: 0,
  ...over,
});

const idsOf = (journal: QueueJournal, queue: string): string[] =>
  journal.state.messagesOf(queue).map(({ messageId }) => messageId);

const reopened = (path: string, write: (journal: QueueJournal) => void, at = 0): QueueJournal => {
  const journal = new QueueJournal(path, () => at);
  write(journal);
  journal.close();
  return new QueueJournal(path, () => at);
};

test('a message that moved to another queue is there alone', () => {
  const journal = reopened(newPath(), (written) => {
    written.append({ put: message('1'), queue: 'work' });
    written.append({ put: message('1', { approximateReceiveCount: 6 }), queue: 'dead' });
  });
  expect([idsOf(journal, 'work'), idsOf(journal, 'dead')]).toEqual([[], ['1']]);
});

test('a purge empties its own queue only', () => {
  const journal = reopened(newPath(), (written) => {
    written.append({ put: message('1'), queue: 'work' });
    written.append({ put: message('2'), queue: 'dead' });
    written.append({ purge: 'dead' });
  });
  expect([idsOf(journal, 'work'), idsOf(journal, 'dead')]).toEqual([['1'], []]);
});

test('a line that a crash cut off is counted and left out, and later lines are whole', () => {
  const path = newPath();
  const first = reopened(path, (written) => written.append({ put: message('1'), queue: 'work' }));
  first.close();
  appendFileSync(path, '{"put":{"messageId":"2","bo');
  const journal = reopened(path, (written) => {
    expect(written.damagedLines).toBe(1);
    written.append({ put: message('3'), queue: 'work' });
  });
  expect(idsOf(journal, 'work')).toEqual(['1', '3']);
  expect(journal.damagedLines).toBe(0);
});

test('a deduplication id counts for five minutes after the message was sent', () => {
  const path = newPath();
  reopened(path, (written) => {
    written.append({
      put: message('1', { messageDeduplicationId: 'd', sentTimestamp: 1000 }),
      queue: 'work',
    });
    written.append({ delete: '1' });
  }).close();
  const journal = new QueueJournal(path, () => 1000);
  expect(journal.state.sentTo('work', 300_999)).toHaveLength(1);
  expect(journal.state.sentTo('work', 301_000)).toHaveLength(0);
});

test('starting again leaves out what is gone', () => {
  const path = newPath();
  reopened(path, (written) => {
    for (const id of ['1', '2', '3']) written.append({ put: message(id), queue: 'work' });
    for (const id of ['1', '2']) written.append({ delete: id });
  });
  expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(1);
});

test('whatever was written, the queues hold the same after a restart', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const queue = fc.constantFrom('work', 'dead');
  const entry: fc.Arbitrary<JournalEntry> = fc.oneof(
    fc.record({ put: id.map((messageId) => message(messageId)), queue }),
    fc.record({ delete: id }),
    fc.record({ purge: queue }),
  );
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), (entries) => {
      const path = newPath();
      const journal = new QueueJournal(path, () => 0);
      for (const each of entries) journal.append(each);
      const held = ['work', 'dead'].map((name) => idsOf(journal, name));
      journal.close();
      const again = new QueueJournal(path, () => 0);
      expect(['work', 'dead'].map((name) => idsOf(again, name))).toEqual(held);
      again.close();
    }),
    { numRuns: 60 },
  );
});
