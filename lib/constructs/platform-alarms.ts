import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type TableDescription, tableName, tables } from '../../contracts/tables';
import type { AlarmSet } from './alarm-set';
import { isTableKey } from './contract-tables';
import { fiveMinutes } from './service-alarm';
import { sumOf } from './sum-of';

export interface PlatformAlarmsProps {
  readonly environment: string;
  readonly doors: readonly IFunction[];
}

const throttledWrites = (dimensionsMap: Record<string, string>): Metric =>
  new Metric({
    namespace: 'AWS/DynamoDB',
    metricName: 'WriteThrottleEvents',
    dimensionsMap,
    statistic: 'Sum',
    period: fiveMinutes,
  });

const tableKeys = Object.keys(tables).filter(isTableKey);

const throttledTables = (environment: string): readonly Metric[] =>
  tableKeys.map((key) => throttledWrites({ TableName: tableName(environment, key) }));

/** An index that is full throttles the writes of its table, and is the one that says so. */
const throttledIndexes = (environment: string): readonly Metric[] =>
  tableKeys.flatMap((key) => {
    const { indexes = {} }: TableDescription = tables[key];
    return Object.keys(indexes).map((index) =>
      throttledWrites({ TableName: tableName(environment, key), GlobalSecondaryIndexName: index }),
    );
  });

/** What fails below the service. */
export const addPlatformAlarms = (alarms: AlarmSet, { environment, doors }: PlatformAlarmsProps): void => {
  alarms.add({
    story: {
      heading: 'Writes are throttled',
      loss: 'Turns of sessions, results and spend are stored late or not at all.',
      missingData: 'good',
    },
    metric: sumOf('Throttled writes', throttledTables(environment), fiveMinutes),
    threshold: 5,
  });
  alarms.add({
    story: {
      heading: 'Writes of an index are throttled',
      loss: 'Imports and enrichments are slowed down: an index cannot keep up with its table.',
      missingData: 'good',
    },
    metric: sumOf('Throttled writes of indexes', throttledIndexes(environment), fiveMinutes),
    threshold: 5,
  });
  alarms.add({
    story: {
      heading: 'A door function fails',
      loss: 'Customers cannot sign in, or their messages on the socket are not passed on.',
      missingData: 'good',
    },
    metric: sumOf(
      'Errors of authorizer and socket bridge',
      doors.map((door) => door.metricErrors({ period: fiveMinutes })),
      fiveMinutes,
    ),
    threshold: 5,
  });
  alarms.add({
    story: {
      heading: 'A door function is throttled',
      loss: 'Customers are turned away: as many messages are in flight as the functions may take.',
      missingData: 'good',
    },
    metric: sumOf(
      'Throttles of authorizer and socket bridge',
      doors.map((door) => door.metricThrottles({ period: fiveMinutes })),
      fiveMinutes,
    ),
    threshold: 0,
  });
};
