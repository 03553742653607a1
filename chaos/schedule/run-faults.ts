import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, World } from '../faults/fault';
import { enrichmentJob, synopsisJob } from '../load/make-jobs';
import type { Observer } from '../observe/observer';
import { chatRecoveryMs } from './chat-recovery';
import type { FaultWindow } from './fault-window';

interface Options {
  readonly world: World;
  readonly observer: Observer;
  readonly log: (line: string) => void;
}

const lookEveryMs = 250;
/** Beyond the stated time: to say how long it took instead. */
const extraSeconds = 30;

/** A time that may not come. */
interface Awaited {
  seconds?: number;
}

const secondsSince = (at: number): number => (Date.now() - at) / 1000;

/** Sends a job to each queue and waits until both are done. */
const jobsRecovery = async (
  { world, observer }: Options,
  name: string,
  endedAt: number,
  until: number,
): Promise<Awaited> => {
  const title = enrichmentJob(name);
  const synopsis = synopsisJob(`synopsis-${name}`, 'known-1');
  const signal = AbortSignal.timeout(Math.max(0, until - Date.now()));
  await Promise.all([title, synopsis].map((job) => world.load.sender.send(job, { signal })));
  while (Date.now() < until) {
    const rows = await Promise.all([
      observer.row('catalog', title.catalogId ?? ''),
      observer.row('results', synopsis.jobId),
    ]).catch(() => []);
    if (rows[0]?.['status'] === 'enriched' && rows[1]?.['status'] === 'done')
      return { seconds: secondsSince(endedAt) };
    await delay(lookEveryMs);
  }
  return {};
};

const chatRecovery = async ({ world }: Options, endedAt: number, until: number): Promise<Awaited> => {
  while (Date.now() < until) {
    const ms = chatRecoveryMs(world.load.ledger, endedAt, Date.now());
    if (ms !== undefined) return { seconds: ms / 1000 };
    await delay(lookEveryMs);
  }
  return {};
};

/** Begins a fault; one that cannot be begun or ended is a finding, not the end of the run. */
const breakFor = async (fault: Fault, world: World): Promise<Pick<FaultWindow, 'endedAt' | 'findings'>> => {
  const beganAt = Date.now();
  let endedAt = beganAt;
  try {
    const end = await fault.begin(world);
    await delay(Math.max(0, fault.seconds * 1000 - (Date.now() - beganAt)));
    endedAt = Date.now();
    return { findings: await end(), endedAt };
  } catch (error) {
    return { findings: [`it failed itself: ${String(error)}`], endedAt: Math.max(endedAt, beganAt + 1) };
  }
};

const runFault = async (options: Options, fault: Fault, position: number): Promise<FaultWindow> => {
  const beganAt = Date.now();
  const { endedAt, findings } = await breakFor(fault, options.world);
  const until = (seconds: number): number => endedAt + (seconds + extraSeconds) * 1000;
  const [chat, jobs] = await Promise.all([
    chatRecovery(options, endedAt, until(fault.recoversWithin.chat)),
    jobsRecovery(options, `after-fault-${position}`, endedAt, until(fault.recoversWithin.jobs)),
  ]);
  const recovered = {
    ...(chat.seconds === undefined ? {} : { chat: chat.seconds }),
    ...(jobs.seconds === undefined ? {} : { jobs: jobs.seconds }),
  };
  return { fault, beganAt, endedAt, settledAt: Date.now(), recovered, findings };
};

/** One fault after the other, each followed by the time until chat and jobs work as before. */
export const runFaults = async (
  options: Options,
  planned: Iterable<Fault>,
): Promise<readonly FaultWindow[]> => {
  const windows: FaultWindow[] = [];
  for (const fault of planned) {
    const window = await runFault(options, fault, windows.length + 1);
    windows.push(window);
    const { chat, jobs } = window.recovered;
    options.log(
      `${fault.name}: ${fault.summary}; chat again after ${chat?.toFixed(1) ?? '?'} s, jobs after ${jobs?.toFixed(1) ?? '?'} s`,
    );
  }
  return windows;
};
