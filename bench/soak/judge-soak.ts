import { type Flatness, flatness } from './flatness';
import { type Measure, measures } from './sample-process';
import type { LoadCount } from './soak-load';
import type { ProcessWatch } from './watch-processes';

/** They keep what they are given, as the services that they stand for do, but in memory: it grows with what is stored. */
const keepData: readonly string[] = ['emulators'];

export interface SoakVerdict {
  readonly processes: Readonly<Record<string, Readonly<Partial<Record<Measure, Flatness>>>>>;
  readonly load: LoadCount;
  /** Empty when everything held. */
  readonly problems: readonly string[];
}

/** Judges a soak: who grew, who ended, what failed. */
export const judgeSoak = (
  watch: ProcessWatch,
  load: LoadCount,
  times: Parameters<typeof flatness>[2],
): SoakVerdict => {
  const problems = watch.ended.map((name) => `${name} ended and was started again`);
  const processes: Record<string, Partial<Record<Measure, Flatness>>> = {};
  for (const [name, series] of Object.entries(watch.series)) {
    const figures: Partial<Record<Measure, Flatness>> = {};
    for (const measure of measures) {
      const figure = flatness(measure, series[measure], times);
      if (figure === undefined) continue;
      figures[measure] = figure;
      if (!figure.flat && !keepData.includes(name))
        problems.push(
          `${measure} of ${name} grew by ${figure.growth.toFixed(1)} from about ${figure.level.toFixed(1)} in ${figure.minutes.toFixed(0)} minutes; ${figure.allowed.toFixed(1)} is allowed`,
        );
    }
    processes[name] = figures;
  }
  for (const [failure, times] of Object.entries(load.failures)) problems.push(`${failure}: ${times} times`);
  return { processes, load, problems };
};
