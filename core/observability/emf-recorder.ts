import { type MetricKey, metrics } from '../../contracts/metric-names';
import type { Now } from '../clock';
import { emfDocument, maxEmfValues } from './emf-document';
import type { RecordMetric } from './metrics-recorder';

export interface EmfRecorder {
  readonly record: RecordMetric;
  /** Writes what was recorded since the last flush. Call it on an interval, and before the process ends. */
  flush(): void;
}

interface Group {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly values: Map<MetricKey, number[]>;
}

/**
 * Batches metrics by their dimensions and writes them as EMF lines. Counts are added up; what is measured
 * (milliseconds, US$, ratios) is kept value by value, so that percentiles are true. A full batch is written at once.
 */
export const createEmfRecorder = (dependencies: {
  readonly environment: string;
  readonly write: (line: string) => void;
  readonly now: Now;
}): EmfRecorder => {
  const { environment, write, now } = dependencies;
  const groups = new Map<string, Group>();

  const writeGroup = (key: string, { dimensions, values }: Group): void => {
    groups.delete(key);
    write(emfDocument({ environment, dimensions, values, timestamp: now() }));
  };

  const groupFor = (key: string, dimensions: Group['dimensions']): Group => {
    const group = groups.get(key) ?? { dimensions, values: new Map<MetricKey, number[]>() };
    groups.set(key, group);
    return group;
  };

  return {
    record: (metric, value, dimensions = {}) => {
      const key = JSON.stringify(dimensions);
      const group = groupFor(key, dimensions);
      const values = group.values.get(metric) ?? [];
      group.values.set(metric, values);
      if (metrics[metric].unit === 'Count' && values.length > 0) values[0] = (values[0] ?? 0) + value;
      else values.push(value);
      if (values.length >= maxEmfValues) writeGroup(key, group);
    },
    flush: () => {
      for (const [key, group] of groups) writeGroup(key, group);
    },
  };
};
