import { setTimeout as delay } from 'node:timers/promises';
import type { World } from '../faults/fault';
import { faults } from '../faults/faults';
import type { Evidence, WorkDone } from '../invariants/evidence';
import { invariants } from '../invariants/invariants';
import { workDoneIn } from '../invariants/jobs-once';
import { undisturbedShare } from '../invariants/load-held';
import { jobIntervalsMs } from '../load/background-load';
import { startLoad, load as steadyLoad } from '../load/start-load';
import { createObserver, type Observer } from '../observe/observer';
import { faultTable } from '../report/fault-table';
import { type Check, check, type Scenario, type ScenarioContext } from '../scenario';
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
const openWorld = async ({ start, onEnd, seed }: ScenarioContext) => {
  const disk = mountSmallDisk();
  onEnd(() => disk?.unmount());
  const redis = await startRedis();
  onEnd(() => redis?.kill());
  const system = await start({
    latencyMs: 100,
    tokensPerSecond: 400,
    ...(redis === undefined ? {} : { redisUrl: redis.url }),
    ...(disk === undefined ? {} : { dataFolder: disk.folder }),
  });
  const observer = createObserver(system.describe());
  onEnd(() => observer.close());
  const isEnriched = async (catalogId: string): Promise<boolean> =>
    (await observer.row('catalog', catalogId))?.['status'] === 'enriched';
  const load = await startLoad({ system: system.describe(), seed, isEnriched });
  onEnd(() => load.stop());
  const emulators = emulatorControl(system.describe().endpoints.sqs);
  const world: World = { system, emulators, load, random: seededRandom(seed + 2), redis, disk };
  return { world, observer };
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
    const { world, observer } = await openWorld(context);
    const { load, system } = world;
    const wanted = faults.filter(({ name }) => context.faults.length === 0 || context.faults.includes(name));
    const possible = wanted.filter(({ name, lacks }) => {
      const lacking = lacks?.(world);
      if (lacking !== undefined) log(`skipped: ${name}, this machine has not ${lacking}`);
      return lacking === undefined;
    });
    const planned =
      context.faults.length === 0
        ? planFaults(possible, minutes * 60 - aroundSeconds, seededRandom(seed))
        : possible;
    const left = possible.filter((fault) => !planned.includes(fault)).map(({ name }) => name);
    if (left.length > 0) log(`no time for: ${left.join(', ')}`);

    const workDone: WorkDone[] = [];
    const lookAtWork = async (): Promise<void> => {
      const [catalog, results] = await Promise.all([observer.rows('catalog'), observer.rows('results')]);
      workDone.push(workDoneIn({ catalog, results }));
    };
    const startedAt = Date.now();
    await delay(undisturbedMs);
    const until = startedAt + (minutes * 60 - aroundSeconds) * 1000;
    const windows = await runFaults({ world, observer, log, until, onSettled: lookAtWork }, planned);
    await load.stop();
    const seconds = (Date.now() - startedAt) / 1000;
    const drained = await drain(world, observer).then(
      (detail) => check('both queues are empty in the end', true, detail),
      (error: unknown) => check('both queues are empty in the end', false, String(error)),
    );
    await lookAtWork();
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
      workDone,
      output: system.output(),
    };
    const { messages, attempts, jobs } = load.ledger;
    log(
      `load: ${steadyLoad.restCustomers} customers on REST, ${steadyLoad.socketCustomers} on sockets, a title every ${jobIntervalsMs.enrichment} ms, a deferred job every ${jobIntervalsMs.deferred} ms; ${messages.length} messages in ${attempts.length} attempts and ${jobs.length} jobs in ${seconds.toFixed(0)} s`,
    );
    log(`answered while nothing is broken: ${Math.round(undisturbedShare(attempts, windows) * 100)} %`);
    for (const line of faultTable(attempts, windows)) log(line);
    return [...judge(evidence), drained];
  },
};
