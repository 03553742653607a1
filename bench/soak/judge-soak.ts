import { allowedGrowth, type Flatness, flatness } from './flatness';
import {
  type Measure,
  measures,
  memoryMeasures,
  restMeasures,
  type Sample,
  type Samples,
} from './sample-process';
import type { LoadCount } from './soak-load';
import type { ProcessWatch } from './watch-processes';

/** They keep what they are given, as the services that they stand for do. */
const keepData: readonly string[] = ['emulators'];

/** What was seen of one process. */
export interface ProcessFigures {
  readonly underLoad: Readonly<Partial<Record<Measure, Flatness>>>;
  /** Without load, when idle connections have been closed: after the warm-up, and after everything. */
  readonly before: Sample;
  readonly after: Sample;
}

export interface Soak {
  readonly watch: ProcessWatch;
  readonly load: LoadCount;
  /** Messages that were due outside the bursts. */
  readonly steadilyDue: number;
  readonly before: Samples;
  readonly after: Samples;
}

export interface SoakVerdict {
  readonly processes: Readonly<Record<string, ProcessFigures>>;
  readonly load: LoadCount;
  /** Empty when everything held. */
  readonly problems: readonly string[];
}

const grew = (what: string, growth: number, from: number, when: string, allowed: number): string =>
  `${what} grew by ${growth.toFixed(1)} from about ${from.toFixed(1)} ${when}; ${allowed.toFixed(1)} is allowed`;

/** What is wrong with one process. */
const problemsOf = (name: string, { underLoad, before, after }: ProcessFigures): readonly string[] => [
  ...memoryMeasures.flatMap((measure) => {
    const figure = underLoad[measure];
    if (figure === undefined)
      return [`${measure} of ${name} could not be judged: it needs /proc, and more than one sample`];
    const { flat, growth, level, minutes, allowed } = figure;
    if (flat || keepData.includes(name)) return [];
    return [grew(`${measure} of ${name}`, growth, level, `in ${minutes.toFixed(0)} minutes`, allowed)];
  }),
  ...restMeasures.flatMap((measure) => {
    const [from, to] = [before[measure], after[measure]];
    if (from === undefined || to === undefined)
      return [`${measure} of ${name} could not be judged: it needs /proc`];
    const allowed = allowedGrowth(measure, from);
    if (to - from < allowed) return [];
    return [grew(`${measure} of ${name}`, to - from, from, 'from rest to rest', allowed)];
  }),
];

/**
 * Judges a soak: whose memory grew under load, who kept sockets and handles when it was over, who ended, what failed, and
 * whether the load was held: as many messages as were due outside the bursts have to be answered.
 */
export const judgeSoak = (
  { watch, load, steadilyDue, before, after }: Soak,
  times: Parameters<typeof flatness>[2],
): SoakVerdict => {
  const processes = Object.fromEntries(
    Object.entries(watch.series).map(([name, series]): [string, ProcessFigures] => [
      name,
      {
        underLoad: Object.fromEntries(
          measures.flatMap((measure) => {
            const figure = flatness(measure, series[measure], times);
            return figure === undefined ? [] : [[measure, figure]];
          }),
        ),
        before: before[name] ?? {},
        after: after[name] ?? {},
      },
    ]),
  );
  const { answered } = load.outcomes;
  return {
    processes,
    load,
    problems: [
      ...watch.ended.map((name) => `${name} ended and was started again`),
      ...(answered < steadilyDue
        ? [`${answered} messages were answered; ${Math.round(steadilyDue)} were due outside the bursts`]
        : []),
      ...Object.entries(processes).flatMap(([name, figures]) => problemsOf(name, figures)),
      ...Object.entries(load.failures).map(([failure, often]) => `${failure}: ${often} times`),
    ],
  };
};
