import type { RecordedResult, Results } from '../results-file';
import { linePlot, type PlotSeries } from './line-plot';

const numberAt = (value: unknown, ...names: readonly string[]): number | undefined => {
  let part = value;
  for (const name of names)
    part = typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined;
  return typeof part === 'number' && Number.isFinite(part) ? part : undefined;
};

/** Points of a result's `steps`, by where each step keeps its x and its y. */
const series = (
  result: RecordedResult | undefined,
  name: string,
  x: readonly string[],
  y: readonly string[],
): PlotSeries => {
  const steps: unknown = result?.['steps'];
  const points = (Array.isArray(steps) ? steps : []).flatMap((step: unknown) => {
    const at = { x: numberAt(step, ...x), y: numberAt(step, ...y) };
    return at.x === undefined || at.y === undefined ? [] : [{ x: at.x, y: at.y }];
  });
  return { name, points };
};

/** Plots by file name; those without figures are left out. */
export const plots = (results: Results): Readonly<Record<string, string>> => {
  const { saturation, titles } = results;
  const offered = ['offeredPerSecond'];
  const latency = ['p50', 'p95', 'p99'].map((name) => series(saturation, name, offered, ['latency', name]));
  const answered = [
    series(saturation, 'answered', offered, ['answeredPerSecond']),
    series(saturation, 'offered', offered, offered),
  ];
  const jobs = [series(titles, 'enrichment jobs', ['titles'], ['jobsPerSecond'])];
  const drawn = {
    'latency-against-load.svg': {
      title: 'Latency of the chat against load',
      x: { label: 'requests offered, 1/s' },
      y: { label: 'latency, ms (logarithmic)', log: true },
      series: latency,
    },
    'answered-against-load.svg': {
      title: 'Answered requests against load',
      x: { label: 'requests offered, 1/s' },
      y: { label: 'requests answered, 1/s' },
      series: answered,
    },
    'throughput-against-titles.svg': {
      title: 'Throughput of enrichment against titles in the queue',
      x: { label: 'titles (message groups) in the queue (logarithmic)', log: true },
      y: { label: 'jobs enriched, 1/s' },
      series: jobs,
    },
  };
  return Object.fromEntries(
    Object.entries(drawn).flatMap(([file, plot]) =>
      plot.series.some(({ points }) => points.length > 0) ? [[file, linePlot(plot)]] : [],
    ),
  );
};
