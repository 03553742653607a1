import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { EntryPoint } from '../../contracts/environment-variables';
import type { QueueKey } from '../../contracts/queue-policies';
import { parameterPrefix } from '../../contracts/runtime-config';
import { type TableDescription, type TableKey, tables } from '../../contracts/tables';
import { functionFolder } from '../config/bundles';
import { entryPointAccess, type TopicKey } from '../config/entry-point-access';
import type { EnvironmentLiteral } from '../config/environment-literal';
import { acceptWildcard } from './accept-finding';
import { grantModels } from './bedrock-access';
import { type ContractTables, isTableKey } from './contract-tables';
import type { SearchCollection } from './search-collection';
import type { SocketApiIdentity } from './socket-api-identity';

/** What entry points work with. */
export interface GrantTargets {
  readonly tables: ContractTables;
  readonly queues: Readonly<Record<QueueKey, IQueue>>;
  readonly topics: Readonly<Record<TopicKey, ITopic>>;
  readonly bucket: IBucket;
  readonly secret: ISecret;
  readonly search: SearchCollection;
}

interface Grant {
  readonly scope: Construct;
  readonly role: IRole;
  readonly environment: EnvironmentLiteral;
  readonly targets: GrantTargets;
}

const indexesOf = (key: TableKey): readonly string[] => {
  const description: TableDescription = tables[key];
  return Object.keys(description.indexes ?? {});
};

const allow = ({ role }: Grant, actions: readonly string[], resources: readonly string[]): void => {
  role.addToPrincipalPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
};

const grantTables = (grant: Grant, entryPoint: EntryPoint): void => {
  const access = entryPointAccess[entryPoint].tables ?? {};
  for (const key of Object.keys(tables).filter(isTableKey)) {
    const actions = access[key];
    if (actions === undefined) continue;
    const { tableArn } = grant.targets.tables.table(key);
    allow(
      grant,
      actions.map((action) => `dynamodb:${action}`),
      [tableArn],
    );
    const indexes = indexesOf(key);
    if (actions.includes('Query') && indexes.length > 0) {
      allow(
        grant,
        ['dynamodb:Query'],
        indexes.map((index) => `${tableArn}/index/${index}`),
      );
    }
  }
};

const grantMessages = (grant: Grant, entryPoint: EntryPoint): void => {
  const {
    sendsTo = [],
    receivesFrom = [],
    handsBackTo = [],
    publishesTo = [],
  } = entryPointAccess[entryPoint];
  const { queues, topics } = grant.targets;
  for (const key of sendsTo) allow(grant, ['sqs:SendMessage'], [queues[key].queueArn]);
  for (const key of handsBackTo) allow(grant, ['sqs:ChangeMessageVisibility'], [queues[key].queueArn]);
  for (const key of receivesFrom) {
    allow(
      grant,
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
      [queues[key].queueArn],
    );
  }
  for (const key of publishesTo) allow(grant, ['sns:Publish'], [topics[key].topicArn]);
};

const grantObjects = (grant: Grant, entryPoint: EntryPoint): void => {
  const { readsObjects = [], tagsObjects = [] } = entryPointAccess[entryPoint];
  const { bucket } = grant.targets;
  // Without it S3 says of an object that is gone that it is forbidden.
  if (readsObjects.length > 0) allow(grant, ['s3:ListBucket'], [bucket.bucketArn]);
  for (const prefix of new Set([...readsObjects, ...tagsObjects])) {
    const objects = bucket.arnForObjects(`${prefix}*`);
    acceptWildcard(grant.role, objects, 'Keys are made by those who upload: a prefix is the narrowest name.');
    if (readsObjects.includes(prefix)) allow(grant, ['s3:GetObject', 's3:GetObjectVersion'], [objects]);
    if (tagsObjects.includes(prefix)) {
      allow(grant, ['s3:PutObjectTagging', 's3:PutObjectVersionTagging'], [objects]);
    }
  }
};

const grantConfiguration = (grant: Grant, entryPoint: EntryPoint): void => {
  const path = Stack.of(grant.scope).formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: parameterPrefix(grant.environment.name).replace(/^\/|\/$/g, ''),
  });
  acceptWildcard(grant.role, `${path}/*`, 'The parameters of one environment, read by their path.');
  allow(grant, ['ssm:GetParametersByPath'], [path, `${path}/*`]);
  if (entryPointAccess[entryPoint].readsSecret === true) grant.targets.secret.grantRead(grant.role);
};

const grantBatchJobs = (grant: Grant): void => {
  const jobs = Stack.of(grant.scope).formatArn({
    service: 'bedrock',
    resource: 'model-invocation-job',
    resourceName: '*',
  });
  allow(grant, ['bedrock:GetModelInvocationJob'], [jobs]);
  acceptWildcard(grant.role, jobs, 'Bedrock names the jobs when they are made.');
  // The list takes no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html
  allow(grant, ['bedrock:ListModelInvocationJobs'], ['*']);
};

/** By its name: the function's ARN would make role and function wait for each other. */
const grantItself = (grant: Grant, entryPoint: EntryPoint): void => {
  const itself = Stack.of(grant.scope).formatArn({
    service: 'lambda',
    resource: 'function',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    resourceName: `manga-assist-${grant.environment.name}-${functionFolder(entryPoint)}`,
  });
  allow(grant, ['lambda:InvokeFunction'], [itself]);
};

/**
 * Gives a role what `lib/config/entry-point-access.ts` says of its entry point. Sockets and the documents of the search
 * index are granted where they are: by `grantSockets` and `SearchCollection.grantDocuments`.
 */
export const grantEntryPoint = (entryPoint: EntryPoint, grant: Grant): void => {
  const { models = [], search, readsBatchJobs, callsItself } = entryPointAccess[entryPoint];
  grantTables(grant, entryPoint);
  grantMessages(grant, entryPoint);
  grantObjects(grant, entryPoint);
  grantConfiguration(grant, entryPoint);
  if (models.length > 0) {
    grantModels(grant.role, {
      scope: grant.scope,
      kinds: models,
      streaming: models.includes('chat'),
      runtime: grant.environment.runtime,
    });
  }
  if (search !== undefined) {
    grant.role.addToPrincipalPolicy(grant.targets.search.accessStatement());
  }
  if (readsBatchJobs === true) grantBatchJobs(grant);
  if (callsItself === true) grantItself(grant, entryPoint);
};

/**
 * Lets a role post to the connections of one WebSocket API, and close them where `entry-point-access.ts` says so;
 * not ask about them.
 */
export const grantSockets = (
  entryPoint: EntryPoint,
  { scope, role, api }: { readonly scope: Construct; readonly role: IRole; readonly api: SocketApiIdentity },
): void => {
  const methods = entryPointAccess[entryPoint].closesSockets === true ? ['POST', 'DELETE'] : ['POST'];
  const resources = methods.map((method) =>
    Stack.of(scope).formatArn({
      service: 'execute-api',
      resource: api.apiId,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      resourceName: `${api.stageName}/${method}/@connections/*`,
    }),
  );
  for (const connections of resources) {
    acceptWildcard(
      role,
      connections,
      'Connections come and go: the API, stage and method are the narrowest name.',
    );
  }
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['execute-api:ManageConnections'], resources }));
};
