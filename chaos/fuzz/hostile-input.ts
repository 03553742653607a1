import { setTimeout as delay } from 'node:timers/promises';
import * as fc from 'fast-check';
import { createObserver } from '../observe/observer';
import type { Scenario } from '../scenario';
import { openDoors } from './doors/open-doors';
import { type BatchReport, fuzzBatch } from './fuzz-batch';
import { hostileJobSender } from './long/hostile-job-sender';
import { hostileJobs } from './long/hostile-jobs';
import { judgeFuzz } from './long/judge-fuzz';
import { startSlowCallers } from './long/slow-callers';
import { createProbes } from './probe/process-figures';

const batch = { documents: 150, requests: 80, connections: 40 } as const;
const slowCallersOfEachKind = 20;
const jobsInBatch = 20;
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

    // What is compiled and filled at the first use is no pause of a running system.
    await fuzzBatch(await openDoors(system.describe()), seed - 1, batch);
    await delay(1000);
    const childrenBefore = system.describe().children ?? {};
    const slow = startSlowCallers(system.describe().gateway, slowCallersOfEachKind);
    onEnd(() => slow.stop());
    const jobs = hostileJobSender(observer, system.describe());

    const since = Date.now();
    const reports: BatchReport[] = [];
    for (let round = 0; Date.now() - since < Math.max(leastMs, minutes * 60_000); round += 1) {
      await jobs.send(fc.sample(hostileJobs, { seed: seed + round, numRuns: jobsInBatch }));
      // A guest's token ends after a day, and a run may be longer.
      const report = await fuzzBatch(await openDoors(system.describe()), seed + round, batch);
      reports.push(report);
      for (const { kind, what, sent: bytes } of report.findings)
        log(
          `${kind}: ${what}\n     npm run chaos -- --fuzz --seed ${seed + round} --minutes 0; sent (base64): ${bytes}`,
        );
      if (round % 10 === 0) log(`${reports.length} batches, seeds from ${seed}`);
    }

    const outcome = await jobs.outcome();
    const childrenAfter = system.describe().children ?? {};
    return judgeFuzz({
      reports,
      figures: probes.read(since),
      slow: slow.figures(),
      restarted: Object.entries(childrenBefore)
        .filter(([name, pid]) => childrenAfter[name] !== pid)
        .map(([name]) => name),
      jobs: outcome,
    });
  },
};
