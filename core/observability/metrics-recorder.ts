import type { MetricKey } from '../../contracts/metric-names';

/** Records one value of a metric of `contracts/metric-names.ts`. Dimensions are few and low in cardinality. */
export type RecordMetric = (
  metric: MetricKey,
  value: number,
  dimensions?: Readonly<Record<string, string>>,
) => void;

export const ignoreMetrics: RecordMetric = () => undefined;
