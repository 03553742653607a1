import { environmentDimension, type MetricKey, metricNamespace, metrics } from '../../contracts/metric-names';

/** Values of one metric that CloudWatch reads from one document, at most (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html). */
export const maxEmfValues = 100;

/** Metrics in one document, at most (same source). */
export const maxEmfMetrics = 100;

export interface EmfSample {
  readonly environment: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly values: ReadonlyMap<MetricKey, readonly number[]>;
  /** Epoch milliseconds. */
  readonly timestamp: number;
}

const upperFirst = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** One log line in CloudWatch's embedded metric format. Dimension names are written with a capital. */
export const emfDocument = ({ environment, dimensions, values, timestamp }: EmfSample): string => {
  const named = Object.fromEntries(
    Object.entries(dimensions).map(([name, value]) => [upperFirst(name), value]),
  );
  const names = Object.keys(named);
  const sets = [[environmentDimension], ...(names.length === 0 ? [] : [[environmentDimension, ...names]])];
  return JSON.stringify({
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        {
          Namespace: metricNamespace,
          Dimensions: sets,
          Metrics: [...values.keys()].map((key) => ({ Name: metrics[key].name, Unit: metrics[key].unit })),
        },
      ],
    },
    [environmentDimension]: environment,
    ...named,
    ...Object.fromEntries(
      [...values].map(([key, list]) => [metrics[key].name, list.length === 1 ? list[0] : list]),
    ),
  });
};
