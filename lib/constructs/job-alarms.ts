import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { AlarmSet } from './alarm-set';
import { runtimeMetric } from './runtime-metric';
import { fiveMinutes, oneHour } from './service-alarm';

export interface JobAlarmsProps {
  readonly environment: string;
  readonly enrichment: { readonly queue: IQueue; readonly deadLetters: IQueue };
  readonly deferred: { readonly queue: IQueue; readonly deadLetters: IQueue };
  readonly undelivered: IQueue;
  readonly consumer: IFunction;
  /** Seconds that the oldest job may wait: a day and more where bulk work has hours of its own. */
  readonly longestWait: { readonly enrichment: number; readonly deferred: number };
}

const notEmpty = (alarms: AlarmSet, queue: IQueue, heading: string, loss: string): void => {
  alarms.add({
    story: { heading, loss, missingData: 'good' },
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: 'Maximum' }),
    threshold: 0,
  });
};

const tooOld = (alarms: AlarmSet, queue: IQueue, seconds: number, heading: string, loss: string): void => {
  alarms.add({
    story: { heading, loss, missingData: 'good' },
    metric: queue.metricApproximateAgeOfOldestMessage({ period: fiveMinutes, statistic: 'Maximum' }),
    threshold: seconds,
    window: { bad: 3, of: 3 },
  });
};

/** How jobs suffer. */
export const addJobAlarms = (alarms: AlarmSet, props: JobAlarmsProps): void => {
  notEmpty(
    alarms,
    props.enrichment.deadLetters,
    'Enrichment jobs are dead letters',
    'Titles stay without an enrichment, and after 14 days the jobs are gone.',
  );
  notEmpty(
    alarms,
    props.deferred.deadLetters,
    'Deferred jobs are dead letters',
    'Customers wait for answers, images for a verdict, and after 14 days the jobs are gone.',
  );
  notEmpty(
    alarms,
    props.undelivered,
    'Events were not delivered',
    'A schedule, an upload or a batch job was not acted upon.',
  );
  tooOld(
    alarms,
    props.enrichment.queue,
    props.longestWait.enrichment,
    'Enrichment jobs wait too long',
    'New and edited titles are not found by what they are about.',
  );
  tooOld(
    alarms,
    props.deferred.queue,
    props.longestWait.deferred,
    'Deferred jobs wait too long',
    'Customers who agreed to wait for an answer wait in vain; uploads are not checked.',
  );
  alarms.add({
    story: {
      heading: 'Parked jobs grow',
      loss: 'Jobs are set aside that will not succeed as they are: their titles or images stay as they were.',
      missingData: 'good',
    },
    metric: runtimeMetric(props.environment, 'jobsParked', 'Sum', oneHour),
    threshold: 20,
  });
  alarms.add({
    story: {
      heading: 'The enrichment consumer fails',
      loss: 'Whole batches return to the queue, and after five times become dead letters.',
      missingData: 'good',
    },
    metric: props.consumer.metricErrors({ period: fiveMinutes }),
    threshold: 0,
    window: { bad: 2, of: 3 },
  });
};
