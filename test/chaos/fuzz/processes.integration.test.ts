import * as fc from 'fast-check';
import { openDoors } from '../../../chaos/fuzz/doors/open-doors';
import { fuzzBatch } from '../../../chaos/fuzz/fuzz-batch';
import { hostileJobSender } from '../../../chaos/fuzz/long/hostile-job-sender';
import { hostileJobs } from '../../../chaos/fuzz/long/hostile-jobs';
import { judgeBatches } from '../../../chaos/fuzz/long/judge-batches';
import { judgeJobs } from '../../../chaos/fuzz/long/judge-jobs';
import { judgeProcesses } from '../../../chaos/fuzz/probe/judge-processes';
import { createObserver } from '../../../chaos/observe/observer';
import { type ProbedSystem, startProbedSystem } from './probed-system';

/** `FUZZ_SEED=…` tries another one. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_126);
/** A guard against what hangs, for a machine that does much else. */
const patienceMs = 240_000;
/**
 * One after the other: on a machine that does much else, whatever waits for a core meanwhile is done in one turn of the
 * loop, and would look like one long pause.
 */
const batch = { documents: 80, requests: 40, connections: 25, atOnce: 1 };

let system: ProbedSystem;
beforeAll(async () => {
  system = await startProbedSystem();
}, patienceMs);
afterAll(() => system.stop());

test(
  'under hostile input no process of the system pauses, grows without bounds or loses a job',
  async () => {
    const doors = await openDoors(system.describe());
    const observer = createObserver(system.describe());
    const jobs = hostileJobSender(observer, system.describe());
    // What is compiled and filled at the first use is no pause of a running system.
    await fuzzBatch(doors, seed - 1, batch);
    await jobs.send(fc.sample(hostileJobs, { seed: seed - 1, numRuns: 40 }));
    await jobs.outcome();

    const since = Date.now();
    await jobs.send(fc.sample(hostileJobs, { seed, numRuns: 40 }));
    const report = await fuzzBatch(doors, seed, batch);
    const outcome = await jobs.outcome();
    observer.close();

    expect(report.findings).toEqual([]);
    const checks = [judgeBatches([report]), judgeJobs(outcome), ...judgeProcesses(system.probes.read(since))];
    expect(checks.filter(({ held }) => !held)).toEqual([]);
  },
  patienceMs,
);
