import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startSystem } from '../../chaos/system/start-system';
import type { BenchResult } from '../bench';
import { wholeOptions } from '../whole-options';
import { inBurst, steadilyDueBy } from './burst-schedule';
import { judgeSoak } from './judge-soak';
import type { Samples } from './sample-process';
import { startSoakLoad } from './soak-load';
import { verdictTable } from './verdict-table';
import { sampleAll, watchProcesses } from './watch-processes';

const usage = `npm run bench -- soak [--minutes 30] [--rate 50] [--times 10] [--every 300] [--lasts 10] [--sockets 20]
  The whole local system under load: conversations, of a hundred --sockets by the socket and the
  others by REST; --rate messages a second, and every
  --every seconds --times as many for --lasts seconds. The memory of each process has to be flat after the first fifth
  of the time; its sockets and handles have to be, at rest, what they were at rest after a minute of the same load.`;

const presets = { minutes: 30, rate: 50, times: 10, every: 300, lasts: 10, sockets: 20 };
const samplesEverySeconds = 5;
const warmUpShare = 1 / 5;
/** The load that makes pools and caches as large as they get. */
const warmUpSeconds = 60;
/** Longer than servers keep an idle connection open (65 s). */
const restSeconds = 90;

/** Runs the soak; the figures say whether everything stayed flat. */
export const run = async (args: readonly string[]): Promise<BenchResult> => {
  const plan = wholeOptions(args, presets);
  if (plan === undefined) {
    console.log(usage);
    return {};
  }
  const schedule = {
    perSecond: plan.rate,
    times: plan.times,
    firstAt: Math.min(plan.every / 2, plan.minutes * 6),
    every: plan.every,
    lasts: plan.lasts,
  };
  const reports = mkdtempSync(join(tmpdir(), 'manga-assist-soak-'));
  const preload = join(reports, 'report-memory.js');
  copyFileSync(join(__dirname, 'report-memory.js'), preload);
  const system = await startSystem({ environment: { NODE_OPTIONS: `--require ${preload}` } });
  const stopEarly = (): void => void system.stop().finally(() => process.exit(1));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stopEarly);
  try {
    const pids = (): Readonly<Record<string, number>> => ({
      supervisor: system.describe().pid,
      ...system.describe().children,
    });
    const atRest = async (): Promise<Samples> => {
      console.log(`${restSeconds} s without load`);
      await delay(restSeconds * 1000);
      return sampleAll(pids(), reports);
    };
    const { gateway } = system.describe();
    const warmUp = startSoakLoad(gateway, { ...schedule, firstAt: warmUpSeconds / 2 }, plan.sockets);
    await delay(warmUpSeconds * 1000);
    await warmUp.stop();
    const before = await atRest();

    const load = startSoakLoad(gateway, schedule, plan.sockets);
    let shownMinute = 0;
    const watch = await watchProcesses({
      pids,
      reports,
      minutes: plan.minutes,
      everySeconds: samplesEverySeconds,
      onRound: (minute, samples) => {
        if (Math.floor(minute) === shownMinute) return;
        shownMinute = Math.floor(minute);
        const { outcomes, failures } = load.count();
        const memory = Object.entries(samples).map(
          ([name, { residentMiB }]) => `${name} ${residentMiB ?? '?'}`,
        );
        console.log(
          `${shownMinute} min  ${outcomes.answered} answered, ${outcomes.shed} shed, ${outcomes.failed} failed${inBurst(schedule, minute * 60) ? ' (burst)' : ''}   MiB: ${memory.join(', ')}`,
        );
        for (const [failure, times] of Object.entries(failures)) console.log(`  ! ${times} × ${failure}`);
      },
    });
    await load.stop();
    const after = await atRest();
    const steadilyDue = steadilyDueBy(schedule, plan.minutes * 60);
    const verdict = judgeSoak(
      { watch, load: load.count(), steadilyDue, before, after },
      { warmUpMinutes: plan.minutes * warmUpShare, periodMinutes: plan.every / 60 },
    );
    const table = verdictTable(verdict);
    for (const { figure, value } of table) console.log(`${figure.padEnd(26)} ${value}`);
    if (verdict.problems.length > 0) {
      process.exitCode = 1;
      console.log(`The supervisor said:\n${system.output()}`);
    }
    return { ...plan, ...verdict, table };
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stopEarly);
    await system.stop();
    rmSync(reports, { recursive: true, force: true });
  }
};
