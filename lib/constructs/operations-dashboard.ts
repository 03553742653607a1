import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  type IWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { MetricKey } from '../../contracts/metric-names';
import { runtimeMetric } from './runtime-metric';
import { oneMinute } from './service-alarm';

/** A dead-letter queue with its queue, and the command that sends its messages back. */
export interface DashboardQueue {
  readonly title: string;
  readonly ends: { readonly queue: IQueue; readonly deadLetters: IQueue };
  /** As `npm run admin -- dlq --queue` names it. */
  readonly name: string;
}

export interface OperationsDashboardProps {
  readonly environment: string;
  readonly runbookUrl: string;
  readonly alarms: readonly IAlarm[];
  readonly queues: readonly DashboardQueue[];
  /** Processor and memory of the tasks. */
  readonly tasks: readonly IMetric[];
}

/** One page: what rings, the chat, the models, the cache, what it costs, the tasks, and a row for each queue. */
export class OperationsDashboard extends Construct {
  constructor(scope: Construct, id: string, props: OperationsDashboardProps) {
    super(scope, id);
    const { environment } = props;
    const metric = (key: MetricKey, statistic = 'Sum'): IMetric =>
      runtimeMetric(environment, key, statistic, oneMinute);
    const graph = (title: string, left: IMetric[], right: IMetric[] = []): IWidget =>
      new GraphWidget({ title, left, right, width: 8, height: 6 });

    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: `manga-assist-${environment}` });
    dashboard.addWidgets(
      new TextWidget({
        markdown: `# MangaAssist ${environment}\nRunbook: ${props.runbookUrl}`,
        width: 24,
        height: 2,
      }),
    );
    dashboard.addWidgets(
      new AlarmStatusWidget({ title: 'Alarms', alarms: [...props.alarms], width: 24, height: 6 }),
    );
    dashboard.addWidgets(
      graph(
        'Requests',
        [metric('requests')],
        [metric('failures'), metric('sheds'), metric('deadlineExceeded')],
      ),
      graph('Time to first token, ms', [
        metric('timeToFirstToken', 'p50'),
        metric('timeToFirstToken', 'p95'),
      ]),
      graph('Stages over their time', [metric('stageOverrun')]),
    );
    dashboard.addWidgets(
      graph('Failover', [metric('failovers')], [metric('regionsOpen', 'Maximum'), metric('quarantines')]),
      graph('Answer cache', [metric('cacheHits'), metric('cacheMisses')], [metric('cacheFailures')]),
      graph('Retrieval failures, suspicious messages', [
        metric('retrievalFailures'),
        metric('suspiciousMessages'),
      ]),
    );
    dashboard.addWidgets(
      graph('Tokens', [metric('inputTokens'), metric('outputTokens')]),
      graph('US$', [metric('costUsd')], [metric('budgetFallbacks')]),
      graph('Tasks, %', [...props.tasks]),
    );
    dashboard.addWidgets(
      graph('Enrichment', [metric('itemsEnriched')], [metric('jobsParked'), metric('jobsReturned')]),
      graph('Deferred jobs', [metric('jobsDone')], [metric('jobsParked')]),
    );
    for (const queue of props.queues) dashboard.addWidgets(...queueRow(environment, queue));
  }
}

const queueRow = (
  environment: string,
  { title, ends: { queue, deadLetters }, name }: DashboardQueue,
): IWidget[] => [
  new GraphWidget({
    title: `${title}: waiting and in flight`,
    left: [
      queue.metricApproximateNumberOfMessagesVisible({ period: oneMinute }),
      queue.metricApproximateNumberOfMessagesNotVisible({ period: oneMinute }),
    ],
    right: [queue.metricApproximateAgeOfOldestMessage({ period: oneMinute })],
    width: 8,
    height: 6,
  }),
  new GraphWidget({
    title: `${title}: dead letters`,
    left: [deadLetters.metricApproximateNumberOfMessagesVisible({ period: oneMinute, statistic: 'Maximum' })],
    width: 8,
    height: 6,
  }),
  new TextWidget({
    markdown: `**${title}**\n\nLook, then send back:\n\n\`npm run admin -- dlq list --queue ${name} --env ${environment}\`\n\n\`npm run admin -- dlq redrive --queue ${name} --env ${environment} --dry-run\``,
    width: 8,
    height: 6,
  }),
];
