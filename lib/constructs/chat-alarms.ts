import { type IAlarm, type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { AlarmSet } from './alarm-set';
import { percentage } from './percentage';
import { runtimeMetric } from './runtime-metric';
import { fiveMinutes, oneMinute } from './service-alarm';
import { sumOf } from './sum-of';

export interface ChatAlarmsProps {
  readonly environment: string;
  /** Name of the REST API and its stage. */
  readonly rest: { readonly name: string; readonly stage: string };
  readonly socket: { readonly apiId: string; readonly stage: string };
  readonly targets: ApplicationTargetGroup;
}

const gateway = (metricName: string, dimensionsMap: Record<string, string>): Metric =>
  new Metric({ namespace: 'AWS/ApiGateway', metricName, dimensionsMap, statistic: 'Sum', period: oneMinute });

const restErrors = ({ rest }: ChatAlarmsProps): IMetric => {
  const dimensions = { ApiName: rest.name, Stage: rest.stage };
  return percentage({
    label: 'REST answers with 5xx, %',
    part: gateway('5XXError', dimensions),
    whole: gateway('Count', dimensions),
    minimum: 20,
    period: oneMinute,
  });
};

const socketErrors = ({ socket }: ChatAlarmsProps): IMetric => {
  const dimensions = { ApiId: socket.apiId, Stage: socket.stage };
  return percentage({
    label: 'Frames that failed, %',
    part: sumOf(
      'Frames that failed',
      [gateway('ExecutionError', dimensions), gateway('IntegrationError', dimensions)],
      oneMinute,
    ),
    whole: gateway('MessageCount', dimensions),
    minimum: 20,
    period: oneMinute,
  });
};

const share = (
  environment: string,
  label: string,
  part: 'failures' | 'deadlineExceeded' | 'sheds',
): IMetric =>
  percentage({
    label,
    part: runtimeMetric(environment, part, 'Sum', oneMinute),
    whole: runtimeMetric(environment, 'requests', 'Sum', oneMinute),
    minimum: 20,
    period: oneMinute,
  });

/** How customers of the chat suffer; the last two alone mean that the chat is down. */
export const addChatAlarms = (alarms: AlarmSet, props: ChatAlarmsProps): readonly IAlarm[] => {
  const { environment } = props;
  alarms.add({
    story: {
      heading: 'REST answers with errors',
      loss: 'Customers on REST get an error in place of an answer, more than 2 % of them.',
      missingData: 'good',
    },
    metric: restErrors(props),
    threshold: 2,
    window: { bad: 3, of: 5 },
  });
  alarms.add({
    story: {
      heading: 'Socket frames fail',
      loss: 'Customers on the socket get an error frame of the gateway, or nothing, for more than 2 % of their messages.',
      missingData: 'good',
    },
    metric: socketErrors(props),
    threshold: 2,
    window: { bad: 3, of: 5 },
  });
  alarms.add({
    story: {
      heading: 'Answers fail',
      loss: 'Customers get an apology in place of an answer, more than 2 % of them.',
      missingData: 'good',
    },
    metric: share(environment, 'Requests that failed, %', 'failures'),
    threshold: 2,
    window: { bad: 3, of: 5 },
  });
  alarms.add({
    story: {
      heading: 'First token is late',
      loss: 'One customer in twenty waits longer than 3 seconds before an answer begins.',
      missingData: 'good',
    },
    metric: runtimeMetric(environment, 'timeToFirstToken', 'p95', oneMinute),
    threshold: 3000,
    window: { bad: 5, of: 10 },
  });
  alarms.add({
    story: {
      heading: 'Answers miss the deadline',
      loss: 'More than 5 % of customers are told that there was no answer in time.',
      missingData: 'good',
    },
    metric: share(environment, 'Requests over the deadline, %', 'deadlineExceeded'),
    threshold: 5,
    window: { bad: 3, of: 5 },
  });
  alarms.add({
    story: {
      heading: 'Requests are shed',
      loss: 'Customers are sent away because every task has as many requests as it may answer at once.',
      missingData: 'good',
    },
    metric: runtimeMetric(environment, 'sheds', 'Sum', fiveMinutes),
    threshold: 10,
  });
  const noTask = alarms.add({
    story: {
      heading: 'No healthy task',
      loss: 'Nobody can chat: the load balancer has nobody to send a request to.',
      missingData: 'bad',
    },
    metric: props.targets.metrics.healthyHostCount({ period: oneMinute, statistic: 'Minimum' }),
    threshold: 1,
    below: true,
    window: { bad: 2, of: 3 },
  });
  const severe = alarms.add({
    story: {
      heading: 'Most REST answers are errors',
      loss: 'More than half of the customers on REST get an error.',
      missingData: 'good',
    },
    metric: restErrors(props),
    threshold: 50,
    window: { bad: 2, of: 3 },
  });
  return [noTask, severe];
};
