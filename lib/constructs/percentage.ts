import type { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';

export interface PercentageProps {
  readonly label: string;
  readonly part: IMetric;
  readonly whole: IMetric;
  /** Below as many, the percentage is 0: one bad request at night is no outage. */
  readonly minimum: number;
  readonly period: Duration;
}

/** `part` in per cent of `whole`. */
export const percentage = ({ label, part, whole, minimum, period }: PercentageProps): MathExpression =>
  new MathExpression({
    label,
    expression: `IF(whole >= ${minimum}, 100 * part / whole, 0)`,
    usingMetrics: { part, whole },
    period,
  });
