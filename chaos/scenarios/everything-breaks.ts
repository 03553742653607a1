import { setTimeout as delay } from 'node:timers/promises';
import type { World } from '../faults/fault';
import { faults } from '../faults/faults';
import { doneJobs } from '../invariants/done-jobs';
import type { Evidence } from '../invariants/evidence';
import { invariants } from '../invariants/invariants';
import { undisturbedShare } from '../invariants/load-held';
import { unusedPayments } from '../invariants/unused-payments';
import { jobIntervalsMs } from '../load/background-load';
import type { Job } from '../load/ledger';
import { startLoad, load as steadyLoad } from '../load/start-load';
import { createObserver, type Observer } from '../observe/observer';
import { watchProcesses } from '../observe/process-watch';
import { recordJobEvents } from '../observe/record-job-events';
import { recordSignals } from '../observe/record-signals';
import { untilQuiet } from '../observe/until-quiet';
import { faultTable } from '../report/fault-table';
import { type Check, check, type Scenario, type ScenarioContext } from '../scenario';
import { everyFaultRan, faultsNotRun } from '../schedule/every-fault-ran';
import { planFaults } from '../schedule/plan-faults';
import { runFaults } from '../schedule/run-faults';
import { seededRandom } from '../seeded-random';
import { emulatorControl } from '../system/emulator-control';
import { startRedis } from '../system/redis-server';
import { mountSmallDisk } from '../system/small-disk';
import { waitUntil } from '../wait-until';

/** For start, the last retries and the look at what is stored, in seconds. */
const aroundSeconds = 45;
/** A returned job waits up to minutes: see the retry delays of both consumers. */
const drainSeconds = 120;
/** Under load and whole: what the faults are compared with. */
const undisturbedMs = 8_000;
const shownViolations = 5;

/** Redis and a disk of its own, where this machine has them. */
const openWorld = async ({ start, onEnd, seed, log }: ScenarioContext) => {
  const disk = mountSmallDisk();
  onEnd(() => disk?.unmount());
  const redis = await startRedis();
  onEnd(() => redis?.kill());
  const started = await start({
    latencyMs: 100,
    tokensPerSecond: 400,
    ...(redis === undefined ? {} : { redisUrl: redis.url }),
    ...(disk === undefined ? {} : { dataFolder: disk.folder }),
  });
  const { system, signals } = recordSignals(started);
  const watch = watchProcesses(() => system.describe());
  onEnd(() => watch.stop());
  const recording = await recordJobEvents(system.describe());
  onEnd(() => recording.stop());
  const observer = createObserver(system.describe());
  onEnd(() => observer.close());
  const isDone = async ({ jobId, catalogId }: Job): Promise<boolean> =>
    catalogId === undefined
      ? (await observer.row('results', jobId))?.['status'] === 'done'
      : (await observer.row('catalog', catalogId))?.['status'] === 'enriched';
  const load = await startLoad({ system: system.describe(), seed, isDone });
  onEnd(() => load.stop());
  const emulators = emulatorControl(system.describe().endpoints.sqs);
  const world: World = { system, emulators, load, random: seededRandom(seed + 2), log, redis, disk };
  return { world, observer, signals, watch, recording };
};

/**
 * Waits until both queues are empty. What a consumer held that died, or could not say that it is done, comes back when its
 * visibility timeout ends, after twelve minutes at most: here that time passes at once.
 */
const drain = async ({ system, emulators }: World, observer: Observer): Promise<string> => {
  const { enrichment, deferredInference } = system.describe().queues;
  const isEmpty = async (): Promise<boolean> =>
    (await observer.depth(enrichment.url)) + (await observer.depth(deferredInference.url)) === 0;
  const empty = (timeoutMs: number): Promise<void> =>
    waitUntil('both queues are empty', isEmpty, { timeoutMs, everyMs: 500 });
  try {
    await empty((drainSeconds * 1000) / 2);
    return 'held';
  } catch {
    const held = await emulators.deliverAgain();
    await empty((drainSeconds * 1000) / 2);
    return `${held} messages came back after their visibility timeout`;
  }
};

const judge = (evidence: Evidence): readonly Check[] =>
  Object.entries(invariants).map(([name, invariant]) => {
    const broken = invariant(evidence);
    const shown = broken.slice(0, shownViolations).map((violation) => `\n      ${violation}`);
    return check(
      name,
      broken.length === 0,
      broken.length === 0 ? 'held' : `${broken.length}×${shown.join('')}`,
    );
  });

/** Breaks everything, one thing after the other, while the system has everything to do. */
export const everythingBreaks: Scenario = {
  summary: `${faults.length} faults in an order that the seed decides, under load`,
  defaultMinutes: 7,
  run: async (context) => {
    const { seed, minutes, log } = context;
    const { world, observer, signals, watch, recording } = await openWorld(context);
    const { load, system } = world;
    const wanted = faults.filter(({ name }) => context.faults.length === 0 || context.faults.includes(name));
    const notRun = faultsNotRun(wanted, world);
    const possible = wanted.filter((each) => !notRun.some(({ fault }) => fault === each));

    const startedAt = Date.now();
    await delay(undisturbedMs);
    const until = startedAt + (minutes * 60 - aroundSeconds) * 1000;
    // Faults that are named are run once.
    const secondsLeft = (): number => (context.faults.length > 0 ? 0 : (until - Date.now()) / 1000);
    const planned = planFaults(possible, seededRandom(seed), secondsLeft);
    const windows = await runFaults({ world, observer, log }, planned);
    await load.stop();
    const seconds = (Date.now() - startedAt) / 1000;
    const drained = await drain(world, observer).then(
      (detail) => check('both queues are empty in the end', true, detail),
      (error: unknown) => check('both queues are empty in the end', false, String(error)),
    );
    const { messages, attempts, jobs } = load.ledger;
    log(
      `load: ${steadyLoad.restCustomers} customers on REST, ${steadyLoad.socketCustomers} on sockets, a title every ${jobIntervalsMs.enrichment} ms, a deferred job every ${jobIntervalsMs.deferred} ms; ${messages.length} messages in ${attempts.length} attempts and ${jobs.length} jobs in ${seconds.toFixed(0)} s`,
    );
    log(`answered while nothing is broken: ${Math.round(undisturbedShare(attempts, windows) * 100)} %`);
    for (const line of faultTable(attempts, windows, notRun)) log(line);
    await untilQuiet(recording);
    await watch.stop();
    const { enrichment, deferredInference } = system.describe().queues;
    const evidence: Evidence = {
      ...load.ledger,
      windows,
      sessions: await observer.rows('sessions'),
      catalog: await observer.rows('catalog'),
      results: await observer.rows('results'),
      parked: await observer.rows('parkedJobs'),
      deadLetters: [
        ...(await observer.bodies(enrichment.dlqUrl)),
        ...(await observer.bodies(deferredInference.dlqUrl)),
      ],
      paid: await system.standIn.paid(),
      told: recording.events(),
      toldSince: recording.since(),
      ends: watch.ends,
      signals,
    };
    log(
      `paid for background work of which nothing is stored: ${unusedPayments(evidence.paid, doneJobs(evidence)).length} answers; ${evidence.told.length} events told`,
    );
    return [everyFaultRan(wanted, notRun, windows), ...judge(evidence), drained];
  },
};
