import { setTimeout as delay } from 'node:timers/promises';
import type { Point } from '../statistics/trend';
import { type Measure, measures, type Samples, sampleProcess } from './sample-process';

/** Series of one process, by what was measured. */
export type Series = Readonly<Record<Measure, readonly Point[]>>;

export interface ProcessWatch {
  readonly series: Readonly<Record<string, Series>>;
  /** Processes that ended while they were watched. */
  readonly ended: readonly string[];
}

interface Watching {
  /** Ids of the processes by name, as they are now. */
  readonly pids: () => Readonly<Record<string, number>>;
  readonly reports: string;
  readonly minutes: number;
  readonly everySeconds: number;
  /** Told after each round, with the minutes that have passed. */
  readonly onRound: (minute: number, samples: Samples) => void;
}

const emptySeries = (): Record<Measure, Point[]> => ({
  residentMiB: [],
  heapMiB: [],
  sockets: [],
  handles: [],
});

/** One look at every process; `reports`: the folder where they report of themselves. */
export const sampleAll = (pids: Readonly<Record<string, number>>, reports: string): Samples =>
  Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, sampleProcess(pid, reports)]));

/** Looks at every process again and again. A process that has another id than before has ended in between. */
export const watchProcesses = async (watching: Watching): Promise<ProcessWatch> => {
  const startedAt = performance.now();
  const known = watching.pids();
  const series = Object.fromEntries(Object.keys(known).map((name) => [name, emptySeries()]));
  const ended = new Set<string>();
  for (let round = 1; ; round += 1) {
    await delay(Math.max(0, startedAt + round * watching.everySeconds * 1000 - performance.now()));
    const minute = (performance.now() - startedAt) / 60_000;
    const now = watching.pids();
    for (const [name, pid] of Object.entries(known)) if (now[name] !== pid) ended.add(name);
    const samples = sampleAll({ ...known, ...now }, watching.reports);
    for (const name of Object.keys(known))
      for (const measure of measures) {
        const value = samples[name]?.[measure];
        if (value !== undefined) series[name]?.[measure].push({ minute, value });
      }
    watching.onRound(minute, samples);
    if (minute >= watching.minutes) return { series, ended: [...ended] };
  }
};
