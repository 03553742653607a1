import { setTimeout as delay } from 'node:timers/promises';
import type { JobSender } from './job-sender';
import { enrichmentJob, moderationJob, synopsisJob } from './make-jobs';

interface Options {
  readonly sender: JobSender;
  readonly cover: { readonly bucket: string; readonly key: string };
  /** Titles that are in the catalogue. */
  readonly known: readonly [string, ...string[]];
}

/** Milliseconds between two jobs. */
export const jobIntervalsMs = { enrichment: 500, deferred: 1000 } as const;

/** Jobs on both queues at a steady pace until the signal; sends them even while a queue refuses, when it takes them again. */
export const runBackgroundLoad = async (
  { sender, cover, known }: Options,
  signal: AbortSignal,
): Promise<void> => {
  const sending = new Set<Promise<boolean>>();
  const steadily = async (everyMs: number, send: (count: number) => Promise<boolean>): Promise<void> => {
    for (let count = 1; !signal.aborted; count += 1) {
      const one = send(count).finally(() => sending.delete(one));
      sending.add(one);
      await delay(everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
  await Promise.all([
    steadily(jobIntervalsMs.enrichment, (count) => sender.send(enrichmentJob(`load-${count}`))),
    steadily(jobIntervalsMs.deferred, (count) =>
      sender.send(
        count % 2 === 0
          ? moderationJob(`moderation-${count}`, cover)
          : synopsisJob(`synopsis-${count}`, known[count % known.length] ?? known[0]),
      ),
    ),
  ]);
  await Promise.all(sending);
};
