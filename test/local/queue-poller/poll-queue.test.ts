import type { Message } from '@aws-sdk/client-sqs';
import type { InvocationOutcome } from '../../../local/lambda-host/invocation';
import { pollQueue } from '../../../local/queue-poller/poll-queue';
import type { PolledQueue } from '../../../local/queue-poller/polled-queue';

const messages: readonly Message[] = ['m1', 'm2'].map((id) => ({
  MessageId: id,
  ReceiptHandle: `handle of ${id}`,
  Body: '{}',
}));

interface Seen {
  readonly deleted: string[];
  readonly released: (readonly [id: string, seconds: number])[];
  readonly events: { Records: { messageId: string; eventSource: string; eventSourceARN: string }[] }[];
  readonly waits: number[];
}

/** Runs the poller until the given receives are used up. */
const poll = async (
  receives: readonly (readonly Message[] | Error)[],
  outcome: InvocationOutcome,
  refusals = 0,
): Promise<Seen> => {
  let refusalsLeft = refusals;
  const refuse = (): void => {
    refusalsLeft -= 1;
    if (refusalsLeft >= 0) throw new Error('ServiceUnavailable');
  };
  const stopping = new AbortController();
  const left = [...receives];
  const seen: Seen = { deleted: [], released: [], events: [], waits: [] };
  const queue: PolledQueue = {
    receive: async () => {
      const next = left.shift();
      if (next === undefined) {
        stopping.abort();
        return [];
      }
      if (next instanceof Error) throw next;
      return next;
    },
    delete: async (done) => {
      refuse();
      seen.deleted.push(...done.map(({ MessageId = '' }) => MessageId));
    },
    release: async (failed, seconds) => {
      refuse();
      seen.released.push(...failed.map(({ MessageId = '' }) => [MessageId, seconds] as const));
    },
  };
  await pollQueue(
    {
      queue,
      queueArn: 'arn:queue',
      invoke: async (event) => {
        seen.events.push(JSON.parse(event));
        return outcome;
      },
      delay: async (ms) => {
        seen.waits.push(ms);
      },
      log: () => undefined,
    },
    stopping.signal,
  );
  return seen;
};

test('what the function processed is deleted', async () => {
  const seen = await poll([messages], { ok: true, payload: 'null' });
  expect(seen.deleted).toEqual(['m1', 'm2']);
  expect(seen.events[0]?.Records[0]).toMatchObject({
    messageId: 'm1',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:queue',
  });
});

test('what the function reports as failed stays hidden, as in AWS', async () => {
  const seen = await poll([messages], {
    ok: true,
    payload: '{"batchItemFailures":[{"itemIdentifier":"m2"}]}',
  });
  expect([seen.deleted, seen.released]).toEqual([['m1'], []]);
});

test('a batch whose function crashed is visible again after two seconds, all of it', async () => {
  const seen = await poll([messages], {
    ok: false,
    error: { errorType: 'Runtime.ExitError', errorMessage: 'was ended by SIGKILL' },
  });
  expect(seen.deleted).toEqual([]);
  expect(seen.released).toEqual([
    ['m1', 2],
    ['m2', 2],
  ]);
});

test('an empty receive does not invoke the function', async () => {
  const seen = await poll([[], []], { ok: true, payload: 'null' });
  expect(seen.events).toEqual([]);
});

test('a queue that does not answer is asked again after growing pauses, until it does', async () => {
  const gone = new Error('connect ECONNREFUSED');
  const seen = await poll([gone, gone, gone, messages, gone], { ok: true, payload: 'null' });
  expect(seen.waits).toEqual([200, 400, 800, 200]);
  expect(seen.deleted).toEqual(['m1', 'm2']);
});

test('what the queue does not hear at first it is told again, so that nothing stays hidden for twelve minutes', async () => {
  const done = await poll([messages], { ok: true, payload: 'null' }, 3);
  expect([done.deleted, done.waits]).toEqual([
    ['m1', 'm2'],
    [200, 400, 800],
  ]);
  const crashed = { ok: false, error: { errorType: 'Runtime.ExitError', errorMessage: 'gone' } } as const;
  expect((await poll([messages], crashed, 1)).released).toHaveLength(2);
});

test('a queue that never hears it is left alone in the end, and polling goes on', async () => {
  const seen = await poll([messages, []], { ok: true, payload: 'null' }, 10);
  expect(seen.deleted).toEqual([]);
  expect(seen.events).toHaveLength(1);
});
