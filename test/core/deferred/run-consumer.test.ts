import type { JobQueue, ReceivedMessage } from '../../../core/deferred/job-queue';
import type { Fate } from '../../../core/deferred/process-message';
import { runConsumer } from '../../../core/deferred/run-consumer';
import { silentLogger } from '../../../core/observability/logger';

const message = (id: number): ReceivedMessage => ({
  messageId: `m${id}`,
  receiptHandle: `r${id}`,
  body: '{}',
  receiveCount: 1,
});

/** A queue that hands out its messages, then waits for the signal as a long poll does. */
const fakeQueue = (messages: ReceivedMessage[]) => {
  const visibility: string[] = [];
  const asked: number[] = [];
  const queue: JobQueue = {
    receive: async (maxMessages, signal) => {
      asked.push(maxMessages);
      const batch = messages.splice(0, maxMessages);
      if (batch.length > 0) return batch;
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      return [];
    },
    setVisibility: async ({ messageId }, seconds) => void visibility.push(`${messageId}: ${seconds}`),
    delete: async () => undefined,
    send: async () => undefined,
  };
  return { queue, visibility, asked };
};

/** A clock whose sleepers wake only when the test says so, or when their signal aborts. */
const fakeSleep = () => {
  const sleepers: { milliseconds: number; wake: () => void }[] = [];
  const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      sleepers.push({ milliseconds, wake: resolve });
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  return { sleep, wakeAll: (): void => sleepers.splice(0).forEach(({ wake }) => wake()), sleepers };
};

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

const start = (
  messages: ReceivedMessage[],
  process: (message: ReceivedMessage, signal: AbortSignal) => Promise<Fate>,
  maxConcurrency = 4,
) => {
  const fake = fakeQueue(messages);
  const clock = fakeSleep();
  const consumer = runConsumer({
    queue: fake.queue,
    handBack: (handed) => fake.queue.setVisibility(handed, 0),
    process,
    maxConcurrency,
    visibilityTimeoutSeconds: 60,
    graceMs: 20_000,
    logger: silentLogger,
    sleep: clock.sleep,
  });
  return { ...fake, ...clock, consumer };
};

const untilAborted = (_message: ReceivedMessage, signal: AbortSignal): Promise<Fate> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve('handed-back'), { once: true }));

describe('the deferred consumer', () => {
  test('works on no more messages at once than it may, and asks for no more than it can start', async () => {
    let running = 0;
    let most = 0;
    const releases: (() => void)[] = [];
    const { consumer, asked } = start(
      Array.from({ length: 12 }, (_, id) => message(id)),
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => releases.push(resolve));
        running -= 1;
        return 'done';
      },
      3,
    );
    for (let done = 0; done < 12; done += 1) {
      await settle();
      releases.shift()?.();
    }
    consumer.stop();
    await consumer.finished;
    expect(most).toBe(3);
    expect(Math.max(...asked)).toBe(3);
  });

  test('keeps a slow message invisible by heartbeat, and stops when it is done', async () => {
    let finish: (fate: Fate) => void = () => undefined;
    const { consumer, visibility, wakeAll } = start(
      [message(1)],
      () => new Promise((resolve) => (finish = resolve)),
    );
    await settle();
    wakeAll();
    await settle();
    wakeAll();
    await settle();
    finish('done');
    await settle();
    wakeAll();
    await settle();
    expect(visibility).toEqual(['m1: 60', 'm1: 60']);
    consumer.stop();
    await consumer.finished;
  });

  test('on stop it lets what is in flight finish', async () => {
    let finish: (fate: Fate) => void = () => undefined;
    let aborted = false;
    const { consumer } = start([message(1)], (_message, signal) => {
      signal.addEventListener('abort', () => (aborted = true));
      return new Promise((resolve) => (finish = resolve));
    });
    await settle();
    consumer.stop();
    await settle();
    finish('done');
    await settle();
    expect(aborted).toBe(true);
    await consumer.finished;
    expect(consumer.inFlight()).toBe(0);
  });

  test('when the grace is over it aborts what is left, so that it is handed back', async () => {
    const { consumer, wakeAll } = start([message(1), message(2)], untilAborted);
    await settle();
    consumer.stop();
    await settle();
    expect(consumer.inFlight()).toBe(2);
    wakeAll();
    await consumer.finished;
    expect(consumer.inFlight()).toBe(0);
  });

  test('messages that arrive while it is stopping are handed back untouched', async () => {
    const handedBack: string[] = [];
    let deliver: (messages: ReceivedMessage[]) => void = () => undefined;
    let processed = 0;
    const { queue } = fakeQueue([]);
    const consumer = runConsumer({
      queue: {
        ...queue,
        receive: () => new Promise((resolve) => (deliver = resolve)),
      },
      handBack: async ({ messageId }) => void handedBack.push(messageId),
      process: async () => {
        processed += 1;
        return 'done';
      },
      maxConcurrency: 4,
      visibilityTimeoutSeconds: 60,
      graceMs: 1000,
      logger: silentLogger,
      sleep: fakeSleep().sleep,
    });
    await settle();
    consumer.stop();
    deliver([message(7)]);
    await consumer.finished;
    expect({ handedBack, processed }).toEqual({ handedBack: ['m7'], processed: 0 });
  });

  test('a queue that refuses is polled again after a pause', async () => {
    let calls = 0;
    const { queue } = fakeQueue([message(1)]);
    const clock = fakeSleep();
    const done: string[] = [];
    const consumer = runConsumer({
      queue: {
        ...queue,
        receive: (most, signal) => {
          calls += 1;
          return calls === 1 ? Promise.reject(new Error('503')) : queue.receive(most, signal);
        },
      },
      handBack: async () => undefined,
      process: async ({ messageId }) => {
        done.push(messageId);
        return 'done';
      },
      maxConcurrency: 1,
      visibilityTimeoutSeconds: 60,
      graceMs: 1000,
      logger: silentLogger,
      sleep: clock.sleep,
    });
    await settle();
    expect(clock.sleepers.map(({ milliseconds }) => milliseconds)).toEqual([1000]);
    clock.wakeAll();
    await settle();
    consumer.stop();
    await consumer.finished;
    expect(done).toEqual(['m1']);
  });
});
