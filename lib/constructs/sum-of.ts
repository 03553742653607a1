import type { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';

/**
 * The sum of some metrics. Most metrics of trouble have no data while there is none, and a sum with one gap in it is
 * a gap: each gap is filled with 0.
 */
export const sumOf = (label: string, metrics: readonly IMetric[], period: Duration): MathExpression =>
  new MathExpression({
    label,
    expression: metrics.map((_metric, index) => `FILL(m${index}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
    period,
  });
