import { knownActions } from '../support/known-actions';
import {
  cacheEngineExists,
  cidrIsOne,
  fifoHasNoWindow,
  httpMethodExists,
  jsonIsJson,
  listOf,
  roleIsARole,
  statementsOf,
  type TemplateRule,
  vpcLinkIsConnected,
} from '../support/template-rules';
import { environmentNames, environmentTemplates, type Json, type Resource } from '../support/templates';

/** IAM takes an action that does not exist; denials may name all. */
const actionsExist: TemplateRule = (resources) =>
  resources.flatMap((resource) =>
    statementsOf(resource)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action }) => listOf(Action))
      .filter((action) => !knownActions.includes(action))
      .map((action) => `${resource.stack}/${resource.id}: no action ${action}`),
  );

const rules: Readonly<Record<string, TemplateRule>> = {
  'a role property names a role': roleIsARole,
  'a FIFO queue has no batching window': fifoHasNoWindow,
  'every action exists': actionsExist,
  'every cache has an engine that exists': cacheEngineExists,
  'what is JSON in a string is JSON': jsonIsJson,
  'every range of addresses is one': cidrIsOne,
  'every HTTP method exists': httpMethodExists,
  'a VPC link is connected': vpcLinkIsConnected,
};

describe.each(environmentNames)('what CloudFormation’s validator does not see in %s', (name) => {
  test.each(Object.entries(rules))('%s', (_sentence, rule) => {
    expect(rule(environmentTemplates(name).resources())).toEqual([]);
  });
});

type Change = (properties: Record<string, Json>) => void;

/** The resources of prod with a mistake in the first of a type that fits. */
const planted = (type: string, change: Change, fits: (resource: Resource) => boolean = () => true) => {
  const resources = structuredClone(environmentTemplates('prod').resources());
  const victim = resources.find((resource) => resource.Type === type && fits(resource));
  if (victim === undefined) throw new Error(`no ${type}`);
  change(victim.Properties);
  return { resources, where: `${victim.stack}/${victim.id}` };
};

const mistakes: readonly (readonly [string, keyof typeof rules, ReturnType<typeof planted>])[] = [
  [
    'a topic as a role',
    'a role property names a role',
    planted('AWS::Lambda::Function', (p) => {
      p['Role'] = { Ref: 'ResultsTopic' };
    }),
  ],
  [
    'a function’s ARN as the role of a schedule',
    'a role property names a role',
    planted('AWS::Scheduler::Schedule', (p) => {
      p['Target'].RoleArn = p['Target'].Arn;
    }),
  ],
  [
    'a batching window on FIFO',
    'a FIFO queue has no batching window',
    planted('AWS::Lambda::EventSourceMapping', (p) => {
      p['MaximumBatchingWindowInSeconds'] = 5;
    }),
  ],
  [
    'an invented action',
    'every action exists',
    planted('AWS::IAM::Policy', (p) => {
      p['PolicyDocument'].Statement[0].Action = 'sqs:ReadMessage';
    }),
  ],
  [
    'an engine of its own',
    'every cache has an engine that exists',
    planted('AWS::ElastiCache::ServerlessCache', (p) => {
      p['Engine'] = 'valky';
    }),
  ],
  [
    'a dashboard with a comma too many',
    'what is JSON in a string is JSON',
    planted('AWS::CloudWatch::Dashboard', (p) => {
      p['DashboardBody'] = '{"widgets":[],}';
    }),
  ],
  [
    'a policy of the collection that is cut short',
    'what is JSON in a string is JSON',
    planted('AWS::OpenSearchServerless::SecurityPolicy', (p) => {
      p['Policy'] = '[{"Rules":[';
    }),
  ],
  [
    'a gateway response without a quotation mark',
    'what is JSON in a string is JSON',
    planted('AWS::ApiGateway::GatewayResponse', (p) => {
      p['ResponseTemplates']['application/json'] = '{"code":"INTERNAL}';
    }),
  ],
  [
    'an octet of 300',
    'every range of addresses is one',
    planted('AWS::EC2::Subnet', (p) => {
      p['CidrBlock'] = '10.300.0.0/24';
    }),
  ],
  [
    'a method FETCH',
    'every HTTP method exists',
    planted('AWS::ApiGateway::Method', (p) => {
      p['HttpMethod'] = 'FETCH';
    }),
  ],
  [
    'a link without its id',
    'a VPC link is connected',
    planted('AWS::ApiGateway::Method', (p) => {
      delete p['Integration'].ConnectionId;
    }),
  ],
  [
    'a link without its load balancer',
    'a VPC link is connected',
    planted('AWS::ApiGateway::Method', (p) => {
      delete p['Integration'].IntegrationTarget;
    }),
  ],
];

describe('planted mistakes are found where they are', () => {
  test.each(mistakes)('%s', (_mistake, rule, { resources, where }) => {
    const found = rules[rule]!(resources);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(where);
  });
});
