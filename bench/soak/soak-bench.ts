import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSystem } from '../../chaos/system/start-system';
import type { BenchResult } from '../bench';
import { wholeOptions } from '../whole-options';
import { inBurst } from './burst-schedule';
import { judgeSoak } from './judge-soak';
import { showVerdict } from './show-verdict';
import { startSoakLoad } from './soak-load';
import { watchProcesses } from './watch-processes';

const usage = `npm run bench -- soak [--minutes 30] [--rate 50] [--times 10] [--every 300] [--lasts 10] [--sockets 20]
  The whole local system under load: conversations, of a hundred --sockets by the socket and the
  others by REST; --rate messages a second, and every
  --every seconds --times as many for --lasts seconds. Memory, sockets and handles of each process have to be flat
  after the first fifth of the time.`;

const presets = { minutes: 30, rate: 50, times: 10, every: 300, lasts: 10, sockets: 20 };
const samplesEverySeconds = 5;
const warmUpShare = 1 / 5;

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
    const load = startSoakLoad(system.describe().gateway, schedule, plan.sockets);
    let shownMinute = 0;
    const watch = await watchProcesses({
      pids: () => ({ supervisor: system.describe().pid, ...system.describe().children }),
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
    const verdict = judgeSoak(watch, load.count(), {
      warmUpMinutes: plan.minutes * warmUpShare,
      periodMinutes: plan.every / 60,
    });
    console.log(showVerdict(verdict));
    if (verdict.problems.length > 0) process.exitCode = 1;
    return { ...plan, ...verdict };
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stopEarly);
    await system.stop();
    rmSync(reports, { recursive: true, force: true });
  }
};
