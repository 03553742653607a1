import { setTimeout as delay } from 'node:timers/promises';
import type { QueueCounts } from '../../admin/queue-counts';

/** Waits until a queue has nothing left, neither waiting nor in work; throws when it takes longer than `timeoutMs`. */
export const waitForDone = async (counts: () => Promise<QueueCounts>, timeoutMs: number): Promise<void> => {
  const startedAt = performance.now();
  for (;;) {
    const { queued, inFlight, delayed } = await counts();
    const left = queued + inFlight + delayed;
    if (left === 0) return;
    if (performance.now() - startedAt > timeoutMs)
      throw new Error(`${left} jobs were left after ${timeoutMs / 1000} s`);
    await delay(50);
  }
};
