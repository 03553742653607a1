import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmSet } from './alarm-set';
import { percentage } from './percentage';
import { runtimeMetric } from './runtime-metric';
import { fiveMinutes, oneDay, oneMinute } from './service-alarm';

export interface ModelAlarmsProps {
  readonly environment: string;
}

/** How models, their regions, the cache and retrieval let customers down; the first means that the chat is down. */
export const addModelAlarms = (alarms: AlarmSet, { environment }: ModelAlarmsProps): readonly IAlarm[] => {
  const allOpen = alarms.add({
    story: {
      heading: 'All regions are open',
      loss: 'Every customer gets an apology: no region answers for a model, and only probes go out.',
      missingData: 'good',
    },
    metric: runtimeMetric(environment, 'allRegionsOpen', 'Maximum', oneMinute),
    threshold: 0,
    window: { bad: 2, of: 3 },
  });
  alarms.add({
    story: {
      heading: 'A region is open',
      loss: 'Nobody yet: answers come from another region, slower, and one outage more leaves none.',
      missingData: 'good',
    },
    metric: runtimeMetric(environment, 'regionsOpen', 'Maximum', fiveMinutes),
    threshold: 0,
    window: { bad: 3, of: 3 },
  });
  alarms.add({
    story: {
      heading: 'A model is quarantined',
      loss: 'Answers come from fewer regions than we pay for: our access, our profile or our model id is refused.',
      missingData: 'good',
    },
    metric: runtimeMetric(environment, 'quarantines', 'Sum', fiveMinutes),
    threshold: 0,
  });
  alarms.add({
    story: {
      heading: 'A model is near its end of life',
      loss: 'Nobody yet: on the day Bedrock refuses the model, every answer by it fails.',
      missingData: 'good',
    },
    metric: runtimeMetric(environment, 'modelNearEndOfLife', 'Maximum', oneDay),
    threshold: 0,
  });
  alarms.add({
    story: {
      heading: 'The answer cache is down',
      loss: 'Answers cost more and come later: equal questions are sent to the model again.',
      missingData: 'good',
    },
    metric: runtimeMetric(environment, 'cacheFailures', 'Sum', oneMinute),
    threshold: 20,
    window: { bad: 3, of: 5 },
  });
  alarms.add({
    story: {
      heading: 'Retrieval fails',
      loss: 'Customers get answers that do not know the catalogue, more than one in ten.',
      missingData: 'good',
    },
    metric: percentage({
      label: 'Requests without retrieval, %',
      part: runtimeMetric(environment, 'retrievalFailures', 'Sum', fiveMinutes),
      whole: runtimeMetric(environment, 'requests', 'Sum', fiveMinutes),
      minimum: 20,
      period: fiveMinutes,
    }),
    threshold: 10,
    window: { bad: 2, of: 3 },
  });
  return [allOpen];
};
