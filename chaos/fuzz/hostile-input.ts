import { setTimeout as delay } from 'node:timers/promises';
import * as fc from 'fast-check';
import { createObserver } from '../observe/observer';
import type { Scenario } from '../scenario';
import { waitUntil } from '../wait-until';
import { type BatchReport, fuzzBatch } from './fuzz-batch';
import { hostileJobs, sendHostileJobs } from './long/hostile-jobs';
import { judgeFuzz } from './long/judge-fuzz';
import { openDoors } from './long/open-doors';
import { startSlowCallers } from './long/slow-callers';
import { createProbes } from './probe/process-figures';

const batch = { documents: 150, requests: 80, connections: 40 } as const;
const slowCallers = 60;
const jobsInBatch = 10;
/** Slow callers are given 30 s for a request; the run is not over before some have used them. */
const leastMs = 45_000;

/** Hostile input at both doors and both queues, for a time. */
export const hostileInput: Scenario = {
  summary: 'documents, requests, frames and jobs that nobody should send; each batch is decided by its seed',
  run: async ({ seed, minutes, start, log, onEnd }) => {
    const probes = createProbes();
    onEnd(() => probes.remove());
    const system = await start({ environment: probes.environment });
    const observer = createObserver(system.describe());
    onEnd(() => observer.close());
    const doors = await openDoors(system.describe());

    // What is compiled and filled at the first use is no pause of a running system.
    await fuzzBatch(doors, seed - 1, batch);
    await delay(1000);
    const childrenBefore = system.describe().children ?? {};
    const slow = startSlowCallers(doors.gateway, slowCallers);
    onEnd(() => slow.stop());

    const since = Date.now();
    const reports: BatchReport[] = [];
    let sent = 0;
    for (let round = 0; Date.now() - since < Math.max(leastMs, minutes * 60_000); round += 1) {
      const bodies = fc.sample(hostileJobs, { seed: seed + round, numRuns: jobsInBatch });
      await sendHostileJobs(observer, system.describe(), bodies);
      sent += bodies.length;
      const report = await fuzzBatch(doors, seed + round, batch);
      reports.push(report);
      for (const { kind, what, sent: bytes } of report.findings)
        log(
          `${kind}: ${what}\n     npm run chaos -- --fuzz --seed ${seed + round} --minutes 0; sent (base64): ${bytes}`,
        );
      if (round % 10 === 0) log(`${reports.length} batches, seeds from ${seed}`);
    }

    const { queues } = system.describe();
    const urls = [queues.enrichment, queues.deferredInference];
    const depthOf = async (all: readonly string[]): Promise<number> =>
      (await Promise.all(all.map((url) => observer.depth(url)))).reduce((one, other) => one + other, 0);
    const left = async (): Promise<number> => depthOf(urls.map(({ url }) => url));
    await waitUntil('the queues are empty', async () => (await left()) === 0, {
      timeoutMs: 60_000,
      everyMs: 500,
    }).catch(() => undefined);
    const childrenAfter = system.describe().children ?? {};
    return judgeFuzz({
      reports,
      figures: probes.read(since),
      slow,
      restarted: Object.entries(childrenBefore)
        .filter(([name, pid]) => childrenAfter[name] !== pid)
        .map(([name]) => name),
      jobs: {
        sent,
        left: await left(),
        dead: await depthOf(urls.map(({ dlqUrl }) => dlqUrl)),
        parked: (await observer.rows('parkedJobs')).length,
      },
    });
  },
};
