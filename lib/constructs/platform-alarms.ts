import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { AlarmSet } from './alarm-set';
import { fiveMinutes } from './service-alarm';

export interface PlatformAlarmsProps {
  readonly tableNames: readonly string[];
  readonly doors: readonly IFunction[];
}

const sum = (label: string, metrics: readonly Metric[]): MathExpression =>
  new MathExpression({
    label,
    expression: metrics.map((_metric, index) => `m${index}`).join(' + '),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
    period: fiveMinutes,
  });

const throttles = (tableName: string): Metric =>
  new Metric({
    namespace: 'AWS/DynamoDB',
    metricName: 'WriteThrottleEvents',
    dimensionsMap: { TableName: tableName },
    statistic: 'Sum',
    period: fiveMinutes,
  });

/** What fails below the service. */
export const addPlatformAlarms = (alarms: AlarmSet, props: PlatformAlarmsProps): void => {
  alarms.add({
    story: {
      heading: 'Writes are throttled',
      loss: 'Turns of sessions, results and spend are stored late or not at all.',
      missingData: 'good',
    },
    metric: sum('Throttled writes', props.tableNames.map(throttles)),
    threshold: 5,
  });
  alarms.add({
    story: {
      heading: 'A door function fails',
      loss: 'Customers cannot sign in, or their messages on the socket are not passed on.',
      missingData: 'good',
    },
    metric: sum(
      'Errors of authorizer and socket bridge',
      props.doors.map((door) => door.metricErrors({ period: fiveMinutes })),
    ),
    threshold: 5,
  });
  alarms.add({
    story: {
      heading: 'A door function is throttled',
      loss: 'Customers are turned away: as many messages are in flight as the functions may take.',
      missingData: 'good',
    },
    metric: sum(
      'Throttles of authorizer and socket bridge',
      props.doors.map((door) => door.metricThrottles({ period: fiveMinutes })),
    ),
    threshold: 0,
  });
};
