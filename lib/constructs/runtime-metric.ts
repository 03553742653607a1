import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { environmentDimension, type MetricKey, metricNamespace, metrics } from '../../contracts/metric-names';

/** A metric of `contracts/metric-names.ts` over everything in one environment. */
export const runtimeMetric = (
  environment: string,
  key: MetricKey,
  statistic: string,
  period: Duration,
): Metric =>
  new Metric({
    namespace: metricNamespace,
    metricName: metrics[key].name,
    dimensionsMap: { [environmentDimension]: environment },
    statistic,
    period,
  });
