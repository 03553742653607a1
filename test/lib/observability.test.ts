import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricNamespace, metrics } from '../../contracts/metric-names';
import { environments } from '../../lib/config/environments';
import { runbookAnchor } from '../../lib/constructs/service-alarm';
import { environmentNames, environmentTemplates, flatten, type Json } from '../support/templates';

const runbook = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');

/** The runbook's headings by anchor, each with what is below it. */
const sections = new Map(
  runbook
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      return [runbookAnchor(heading.trim()), lines.join('\n')] as const;
    }),
);

/** The series of an expression: those whose gaps are filled, and those whose gaps stay. */
const operandsOf = (expression: string): { readonly filled: string[]; readonly bare: string[] } => {
  const filled = [...expression.matchAll(/FILL\((\w+), 0\)/g)].map(([, id = '']) => id);
  const bare = expression.replace(/FILL\(\w+, 0\)/g, '').match(/[a-z]\w*/g) ?? [];
  return { filled, bare: [...new Set(bare)].filter((id) => !filled.includes(id) && id !== 'whole') };
};

const alarmTypes = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];

describe.each(environmentNames)('the alarms of %s', (name) => {
  const environment = environmentTemplates(name);
  const alarms = environment
    .resources()
    .filter(({ Type, stack }) => alarmTypes.includes(Type) && stack === 'observability');
  const descriptions = alarms.map(({ Properties }): string => Properties['AlarmDescription']);

  test('each say how missing data counts and link to a heading of the runbook', () => {
    expect(alarms.length).toBeGreaterThan(20);
    for (const description of descriptions) {
      expect(description).toMatch(/Missing data counts as (good|bad)\./);
      const anchor = /docs\/runbook\.md#(\S+)$/.exec(description)?.[1];
      expect([...sections.keys()]).toContain(anchor);
    }
  });

  test('each begin with who loses what', () => {
    for (const description of descriptions) {
      expect(description.split(' Missing data')[0]?.length).toBeGreaterThan(25);
    }
    expect(new Set(descriptions).size).toBe(descriptions.length);
  });

  test('treat missing data as they say', () => {
    for (const { Properties, Type } of alarms) {
      if (Type !== 'AWS::CloudWatch::Alarm') continue;
      const good = Properties['AlarmDescription'].includes('counts as good');
      expect(Properties['TreatMissingData']).toBe(good ? 'notBreaching' : 'breaching');
    }
  });

  test('tell operators, when they ring and when it is over', () => {
    const topic = environment.find('AWS::SNS::Topic', 'TopicName', `manga-assist-${name}-operators`);
    for (const { Properties } of alarms) {
      expect(Properties['AlarmActions']).toEqual([{ Ref: topic.id }]);
      expect(Properties['OKActions']).toEqual([{ Ref: topic.id }]);
    }
  });

  test('watch every dead-letter queue', () => {
    const watched = alarms
      .filter(({ Properties }) => Properties['MetricName'] === 'ApproximateNumberOfMessagesVisible')
      .map(({ Properties }) => flatten(Properties['Dimensions'][0].Value));
    const deadLetters = environment
      .resources('AWS::SQS::Queue')
      .filter(({ Properties }) => Properties['RedrivePolicy'] === undefined);
    expect(watched).toHaveLength(deadLetters.length);
  });

  test('that mean that nobody can chat make "Chat is down" ring', () => {
    const [composite] = environment.resources('AWS::CloudWatch::CompositeAlarm');
    const rule = flatten(composite?.Properties['AlarmRule']);
    for (const heading of ['NoHealthyTask', 'AllRegionsAreOpen', 'MostRestAnswersAreErrors']) {
      expect(rule.replaceAll('-', '').toLowerCase()).toContain(heading.toLowerCase());
    }
  });

  test('read metrics that the runtime has', () => {
    const known: readonly string[] = Object.values(metrics).map(({ name: metric }) => metric);
    const read = JSON.stringify(environment.template('observability')).split(
      `"Namespace":"${metricNamespace}"`,
    ).length;
    expect(read).toBeGreaterThan(10);
    const ours: readonly Json[] = alarms.flatMap(({ Properties }) => [
      Properties,
      ...(Properties['Metrics'] ?? []).flatMap(({ MetricStat }: Json) => MetricStat?.Metric ?? []),
    ]);
    for (const { Namespace, MetricName, Dimensions } of ours.filter(
      (metric) => metric.Namespace === metricNamespace,
    )) {
      expect(Namespace).toBe('MangaAssist');
      expect(known).toContain(MetricName);
      expect(Dimensions).toEqual([{ Name: 'Environment', Value: name }]);
    }
  });

  test('use at most ten metrics each, as CloudWatch allows', () => {
    for (const { Properties } of alarms) {
      const stats = (Properties['Metrics'] ?? []).filter(({ MetricStat }: Json) => MetricStat !== undefined);
      expect(stats.length).toBeLessThanOrEqual(10);
    }
  });

  test('add up series that are often empty as zeros: one without data would make the sum vanish', () => {
    for (const { Properties } of alarms) {
      for (const { Expression } of Properties['Metrics'] ?? []) {
        if (Expression === undefined) continue;
        const { filled, bare } = operandsOf(Expression);
        expect([Expression, bare]).toEqual([Expression, Expression.startsWith('IF(whole') ? ['part'] : []]);
        expect(filled.length + bare.length).toBeGreaterThan(0);
      }
    }
  });

  test('watch the writes of every table and of every index', () => {
    const watched = alarms.flatMap(({ Properties }): readonly string[] =>
      (Properties['Metrics'] ?? [])
        .filter(({ MetricStat }: Json) => MetricStat?.Metric.MetricName === 'WriteThrottleEvents')
        .map(({ MetricStat }: Json) =>
          MetricStat.Metric.Dimensions.map(({ Value }: Json) => Value).join('/'),
        ),
    );
    const written = environment
      .resources('AWS::DynamoDB::Table')
      .flatMap(({ Properties: { TableName, GlobalSecondaryIndexes = [] } }): readonly string[] => [
        TableName,
        ...GlobalSecondaryIndexes.map(({ IndexName }: Json) => `${IndexName}/${TableName}`),
      ]);
    expect([...watched].sort()).toEqual([...written].sort());
  });

  test('evaluate a day at most', () => {
    for (const { Properties } of alarms) {
      const period = Properties['Period'] ?? 60;
      expect(period * (Properties['EvaluationPeriods'] ?? 1)).toBeLessThanOrEqual(86_400);
    }
  });
});

describe('the runbook', () => {
  const linked = new Set(
    environmentTemplates('prod')
      .resources()
      .flatMap(({ Type, Properties }) =>
        alarmTypes.includes(Type) ? [Properties['AlarmDescription'] ?? ''] : [],
      )
      .flatMap((description) => /#(\S+)$/.exec(description)?.[1] ?? []),
  );

  test.each([...linked])('tells of %s what it is, how to look, and how to end it', (anchor) => {
    const text = sections.get(anchor) ?? '';
    for (const part of ['**Description.**', '**Investigation.**', '**Resolution.**'])
      expect(text).toContain(part);
  });
});

describe.each(environmentNames)('the operators’ topic of %s', (name) => {
  const environment = environmentTemplates(name);
  const topic = environment.find('AWS::SNS::Topic', 'TopicName', `manga-assist-${name}-operators`);
  const policy = environment
    .resources('AWS::SNS::TopicPolicy')
    .find(({ Properties }) => Properties['Topics'][0].Ref === topic.id);
  const statements: readonly Json[] = policy?.Properties['PolicyDocument'].Statement;

  test('takes what alarms, budgets and rules say: a policy of one’s own replaces the one that let the account in', () => {
    const publishers = statements
      .filter(({ Effect }) => Effect === 'Allow')
      .map(({ Principal, Action, Resource }) => [Principal.Service, Action, Resource]);
    expect(publishers).toEqual(
      ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com', 'events.amazonaws.com'].map((service) => [
        service,
        'sns:Publish',
        { Ref: topic.id },
      ]),
    );
  });

  test('takes it from this account alone, where the service says from whom it comes', () => {
    const conditions = statements
      .filter(({ Effect }) => Effect === 'Allow')
      .map(({ Condition, Principal }) => [
        Principal.Service,
        flatten(Condition?.StringEquals['aws:SourceAccount']),
        flatten(Condition?.ArnLike['aws:SourceArn']),
      ]);
    expect(conditions).toEqual([
      [
        'cloudwatch.amazonaws.com',
        '{AWS::AccountId}',
        `arn:aws:cloudwatch:us-east-1:{AWS::AccountId}:alarm:manga-assist-${name}-*`,
      ],
      ['budgets.amazonaws.com', '{AWS::AccountId}', 'arn:aws:budgets::{AWS::AccountId}:*'],
      ['events.amazonaws.com', '', ''],
    ]);
  });

  test('has its policy before the budget speaks to it', () => {
    const budget = environment.first('AWS::Budgets::Budget');
    expect(budget.DependsOn).toContain(policy?.id);
  });
});

describe.each(environmentNames)('dashboard and budget of %s', (name) => {
  const environment = environmentTemplates(name);

  test('the dashboard has a row for each queue, with the command that redrives it', () => {
    const [dashboard] = environment.resources('AWS::CloudWatch::Dashboard');
    const { widgets }: Json = JSON.parse(flatten(dashboard?.Properties['DashboardBody']));
    const texts: string = widgets.map(({ properties }: Json) => properties.markdown ?? '').join('\n');
    for (const queue of ['enrichment', 'deferredInference']) {
      expect(texts).toContain(`npm run admin -- dlq redrive --queue ${queue} --env ${name}`);
    }
  });

  test('the budget is the literal’s, and leaves out nothing: calls of models cannot be told by a tag', () => {
    const [budget] = environment.resources('AWS::Budgets::Budget');
    expect(budget?.Properties['Budget']).toEqual({
      BudgetName: `manga-assist-${name}`,
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: environments[name].observability.monthlyBudgetUsd, Unit: 'USD' },
    });
    expect(budget?.Properties['NotificationsWithSubscribers']).toHaveLength(4);
  });

  test('a failed deployment is told to operators', () => {
    const patterns = environment
      .resources('AWS::Events::Rule')
      .map(({ Properties }) => Properties['EventPattern']);
    expect(patterns).toContainEqual(
      expect.objectContaining({
        source: ['aws.ecs'],
        detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
      }),
    );
  });
});
