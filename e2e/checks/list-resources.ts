import { paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { paginateListTables } from '@aws-sdk/client-dynamodb';
import { paginateListClusters, paginateListServices, paginateListTaskDefinitions } from '@aws-sdk/client-ecs';
import {
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { paginateListEventSourceMappings, paginateListFunctions } from '@aws-sdk/client-lambda';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { paginateListSchedules } from '@aws-sdk/client-scheduler';
import { paginateListSecrets } from '@aws-sdk/client-secrets-manager';
import { paginateListTopics } from '@aws-sdk/client-sns';
import { paginateListQueues } from '@aws-sdk/client-sqs';
import { paginateGetParametersByPath } from '@aws-sdk/client-ssm';
import { parameterPrefix } from '../../contracts/runtime-config';
import type { AskPlainly } from '../deployment/ask-plainly';
import type { AwsClients } from '../deployment/aws-clients';
import { describeStacks } from '../deployment/describe-stacks';
import { isOfDev } from '../deployment/is-of-dev';
import { fieldOf, textOf } from './field-of';

/** Names by kind. */
export type Listed = ReadonlyMap<string, readonly string[]>;

type Listing = () => Promise<readonly string[]>;

const gather = async <Page>(
  pages: AsyncIterable<Page>,
  namesIn: (page: Page) => readonly (string | undefined)[] | undefined,
): Promise<readonly string[]> => {
  const names: (string | undefined)[] = [];
  for await (const page of pages) names.push(...(namesIn(page) ?? []));
  return names.filter((name) => name !== undefined);
};

const afterLast = (separator: string, text = ''): string => text.slice(text.lastIndexOf(separator) + 1);

/** The kinds that the SDK's clients list. */
const byClients = (clients: AwsClients): Readonly<Record<string, Listing>> => {
  const { lambda, sqs, sns, scheduler, dynamoDb, s3, ecs, balancers, cloudWatch, ssm, secrets } = clients;
  return {
    stacks: async () => [...(await describeStacks(clients)).keys()],
    functions: () =>
      gather(paginateListFunctions({ client: lambda }, {}), ({ Functions }) =>
        Functions?.map(({ FunctionName }) => FunctionName),
      ),
    'event source mappings': () =>
      gather(paginateListEventSourceMappings({ client: lambda }, {}), ({ EventSourceMappings }) =>
        EventSourceMappings?.map(
          ({ FunctionArn, EventSourceArn }) => `${FunctionArn?.split(':')[6]} of ${EventSourceArn}`,
        ),
      ),
    queues: () =>
      gather(paginateListQueues({ client: sqs }, {}), ({ QueueUrls }) =>
        QueueUrls?.map((url) => afterLast('/', url)),
      ),
    topics: () =>
      gather(paginateListTopics({ client: sns }, {}), ({ Topics }) =>
        Topics?.map(({ TopicArn }) => afterLast(':', TopicArn)),
      ),
    schedules: () =>
      gather(paginateListSchedules({ client: scheduler }, {}), ({ Schedules }) =>
        Schedules?.map(({ Name }) => Name),
      ),
    tables: () => gather(paginateListTables({ client: dynamoDb }, {}), ({ TableNames }) => TableNames),
    buckets: async () =>
      ((await s3.send(new ListBucketsCommand())).Buckets ?? []).map(({ Name = '' }) => Name),
    clusters: () =>
      gather(paginateListClusters({ client: ecs }, {}), ({ clusterArns }) =>
        clusterArns?.map((arn) => afterLast('/', arn)),
      ),
    // The emulator answers for a cluster that is gone, too.
    services: () =>
      gather(paginateListServices({ client: ecs }, { cluster: 'manga-assist-dev' }), ({ serviceArns }) =>
        serviceArns?.map((arn) => afterLast('/', arn)),
      ),
    'task definitions': () =>
      gather(paginateListTaskDefinitions({ client: ecs }, {}), ({ taskDefinitionArns }) =>
        taskDefinitionArns?.map((arn) => afterLast('/', arn)),
      ),
    'load balancers': () =>
      gather(paginateDescribeLoadBalancers({ client: balancers }, {}), ({ LoadBalancers }) =>
        LoadBalancers?.map(({ LoadBalancerName }) => LoadBalancerName),
      ),
    'target groups': () =>
      gather(paginateDescribeTargetGroups({ client: balancers }, {}), ({ TargetGroups }) =>
        TargetGroups?.map(({ TargetGroupName }) => TargetGroupName),
      ),
    alarms: () =>
      gather(paginateDescribeAlarms({ client: cloudWatch }, {}), ({ MetricAlarms }) =>
        MetricAlarms?.map(({ AlarmName }) => AlarmName),
      ),
    parameters: () =>
      gather(
        paginateGetParametersByPath({ client: ssm }, { Path: parameterPrefix('dev'), Recursive: true }),
        ({ Parameters }) => Parameters?.map(({ Name }) => Name),
      ),
    secrets: () =>
      gather(paginateListSecrets({ client: secrets }, {}), ({ SecretList }) =>
        SecretList?.map(({ Name }) => Name),
      ),
  };
};

/** The names in a JSON answer; throws when it has no such list, which is not an empty one. */
const namesIn = (answer: string, list: string, name: string): readonly string[] => {
  const rows = fieldOf(JSON.parse(answer), list);
  if (!Array.isArray(rows)) throw new Error(`no ${list} in ${answer.slice(0, 300)}`);
  return rows.map((row) => textOf(row, name));
};

const call = (target: string, body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
  body: JSON.stringify(body),
});

/** The kinds of services of which the project has no client. */
const byPlainCalls = (ask: AskPlainly): Readonly<Record<string, Listing>> => ({
  roles: async () => {
    const body = new URLSearchParams({ Action: 'ListRoles', Version: '2010-05-08' });
    const answer = await ask('iam', '/', { method: 'POST', body });
    return [...answer.matchAll(/<RoleName>([^<]+)/g)].map(([, name = '']) => name);
  },
  'event rules': async () =>
    namesIn(await ask('events', '/', call('AWSEvents.ListRules', {})), 'Rules', 'Name'),
  'log groups': async () =>
    namesIn(
      await ask(
        'logs',
        '/',
        call('Logs_20140328.DescribeLogGroups', { logGroupNamePattern: 'manga-assist-dev' }),
      ),
      'logGroups',
      'logGroupName',
    ),
  'REST APIs': async () => namesIn(await ask('apigateway', '/restapis'), 'item', 'name'),
  'WebSocket APIs': async () => namesIn(await ask('apigateway', '/v2/apis'), 'items', 'name'),
});

/** What of `dev` the services themselves list, whatever its stacks say. */
export const listResources = async (clients: AwsClients, ask: AskPlainly): Promise<Listed> => {
  const listings = { ...byClients(clients), ...byPlainCalls(ask) };
  const lists = Object.entries(listings).map(
    async ([kind, list]) => [kind, (await list()).filter(isOfDev)] as const,
  );
  return new Map(await Promise.all(lists));
};
