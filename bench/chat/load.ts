import { setTimeout as delay } from 'node:timers/promises';

/** Makes the call of a number, and gives its milliseconds. */
export type Call = (number: number) => Promise<number>;

/** Starts calls at a steady rate, however long they take. A call that starts late counts from when it was due. */
export const atRate = async (call: Call, perSecond: number, count: number): Promise<readonly number[]> => {
  const startedAt = performance.now();
  return Promise.all(
    Array.from({ length: count }, async (_, number) => {
      const dueAt = startedAt + (number * 1000) / perSecond;
      await delay(Math.max(0, dueAt - performance.now()));
      const lateMs = performance.now() - dueAt;
      return lateMs + (await call(number));
    }),
  );
};

/** Keeps so many calls in flight. Gives the seconds that all took. */
export const atConcurrency = async (call: Call, concurrency: number, count: number): Promise<number> => {
  const startedAt = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const number = next;
      next += 1;
      await call(number);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return (performance.now() - startedAt) / 1000;
};
