import { RemovalPolicy } from 'aws-cdk-lib';
import type { LogGroupProps } from 'aws-cdk-lib/aws-logs';

/** Properties of a log group that keeps its events for `days`, and goes with its stack. */
export const logGroupProps = (days: number): LogGroupProps => ({
  retention: days,
  removalPolicy: RemovalPolicy.DESTROY,
});
