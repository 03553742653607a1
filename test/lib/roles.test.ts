import { roleStatements } from '../support/role-statements';
import { environmentNames, environmentTemplates } from '../support/templates';

const log = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const trace = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
const parameters = ['ssm:GetParametersByPath'];
const secret = ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'];
const interfaces = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];
const pullImage = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:GetAuthorizationToken',
  'ecr:GetDownloadUrlForLayer',
];
const receive = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
];
const models = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
const table = (...actions: readonly string[]): readonly string[] =>
  actions.map((action) => `dynamodb:${action}`);

/** All that each role may do. What is added here is added on purpose. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'network/NetworkVpcFlowLogIAMRole': [...log, 'logs:DescribeLogStreams'],
  'orchestrator/OrchestratorTaskTaskRole': [
    ...models,
    ...parameters,
    ...secret,
    ...table('BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'aoss:APIAccessAll',
    'execute-api:ManageConnections',
    'sqs:SendMessage',
  ],
  'orchestrator/OrchestratorTaskExecutionRole': [...pullImage, ...log],
  'orchestrator/DeferredConsumerTaskTaskRole': [
    ...models,
    ...parameters,
    ...receive,
    ...table('BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'aoss:APIAccessAll',
    'execute-api:ManageConnections',
    's3:GetObject',
    's3:GetObjectVersion',
    's3:ListBucket',
    's3:PutObjectTagging',
    's3:PutObjectVersionTagging',
    'sns:Publish',
    'sqs:SendMessage',
  ],
  'orchestrator/DeferredConsumerTaskExecutionRole': [...pullImage, ...log],
  'api/AuthorizerRole': [...log, ...trace, ...parameters, ...secret],
  'api/SocketBridgeRole': [
    ...log,
    ...trace,
    ...parameters,
    ...interfaces,
    ...table('DeleteItem', 'GetItem', 'PutItem'),
    'execute-api:ManageConnections',
  ],
  'enrichment/ConsumerRole': [
    ...log,
    ...trace,
    ...parameters,
    ...models,
    ...receive,
    ...table('GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'aoss:APIAccessAll',
    'sns:Publish',
    'sqs:GetQueueUrl',
    'sqs:SendMessage',
  ],
  'enrichment/DailyEnrichmentRole': [
    ...log,
    ...trace,
    ...parameters,
    ...table('BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'sqs:SendMessage',
  ],
  'enrichment/NightlyRecommendationsRole': [
    ...log,
    ...trace,
    ...parameters,
    ...table('BatchGetItem', 'Query'),
    'sqs:SendMessage',
  ],
  'enrichment/ImageUploadedRole': [...log, ...trace, ...parameters, 'sqs:SendMessage'],
  'enrichment/BatchCompletedRole': [
    ...log,
    ...trace,
    ...parameters,
    ...table('GetItem', 'PutItem', 'UpdateItem'),
    'aoss:APIAccessAll',
    'bedrock:GetModelInvocationJob',
    'bedrock:InvokeModel',
    'bedrock:ListModelInvocationJobs',
    'lambda:InvokeFunction',
    's3:GetObject',
    's3:GetObjectVersion',
    's3:ListBucket',
    'sns:Publish',
    'sqs:SendMessage',
  ],
  'enrichment/EveryDayBatchJobsRole': ['lambda:InvokeFunction', 'sqs:SendMessage'],
  'enrichment/EveryDayRole': ['lambda:InvokeFunction', 'sqs:SendMessage'],
  'enrichment/EveryNightRole': ['lambda:InvokeFunction', 'sqs:SendMessage'],
  'enrichment/BatchRole': ['bedrock:InvokeModel', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
};

/** Actions that take no resource, so that `*` is the only one they can have. */
const withoutResource = [
  ...trace,
  ...interfaces,
  'bedrock:ListModelInvocationJobs',
  'ecr:GetAuthorizationToken',
];

describe.each(environmentNames)('the roles of %s', (name) => {
  const statements = roleStatements(environmentTemplates(name));
  const allows = statements.filter(({ effect }) => effect === 'Allow');

  test('may do what is written here, and nothing more', () => {
    const actual: Record<string, string[]> = {};
    for (const { role, actions } of allows) actual[role] = [...(actual[role] ?? []), ...actions];
    const sorted = (map: Readonly<Record<string, readonly string[]>>) =>
      Object.fromEntries(Object.entries(map).map(([role, actions]) => [role, [...new Set(actions)].sort()]));
    expect(sorted(actual)).toEqual(sorted(allowed));
  });

  test('name what they act on, but for actions that take no resource', () => {
    for (const { resources, actions } of allows.filter((statement) => statement.resources.includes('*'))) {
      expect(resources).toEqual(['*']);
      for (const action of actions) expect(withoutResource).toContain(action);
    }
  });

  test('have no wildcard in an action', () => {
    for (const { actions } of allows) for (const action of actions) expect(action).not.toContain('*');
  });

  test('read the parameters and the secret of their own environment alone', () => {
    const paths = allows
      .filter(({ actions }) => actions.includes('ssm:GetParametersByPath'))
      .flatMap(({ resources }) => resources);
    expect(paths.length).toBeGreaterThan(10);
    for (const path of paths) expect(path).toMatch(new RegExp(`:parameter/manga-assist/${name}(/\\*)?$`));
  });

  test('invoke foundation models only through the environment’s inference profiles', () => {
    const bedrock = allows.filter(({ actions }) => actions.includes('bedrock:InvokeModel'));
    const throughProfiles = bedrock.filter(({ conditions }) => conditions !== undefined);
    expect(throughProfiles.length).toBeGreaterThan(0);
    for (const { resources, conditions } of throughProfiles) {
      for (const resource of resources) expect(resource).toMatch(/::foundation-model\/anthropic\.claude/);
      expect(JSON.stringify(conditions)).toMatch(/inference-profile\/global\.anthropic\.claude/);
    }
    for (const { resources } of bedrock.filter(({ conditions }) => conditions === undefined)) {
      for (const resource of resources) {
        expect(resource).toMatch(/(:inference-profile\/|::foundation-model\/amazon\.titan-embed)/);
      }
    }
  });

  test('cannot reach a model that Bedrock has retired', () => {
    expect(JSON.stringify(statements)).not.toMatch(/claude-3-(sonnet|haiku)/);
  });

  test('let no code of a function in the VPC make network interfaces', () => {
    const denials = statements.filter(({ effect }) => effect === 'Deny');
    expect(denials).toHaveLength(1);
    expect(denials[0]?.actions).toEqual(interfaces);
    expect(JSON.stringify(denials[0]?.conditions)).toContain(`manga-assist-${name}-socket-bridge`);
  });

  test('are trusted by the service that takes them, and by nobody else', () => {
    for (const { Properties } of environmentTemplates(name).resources('AWS::IAM::Role')) {
      const trust = Properties['AssumeRolePolicyDocument'].Statement;
      expect(trust).toHaveLength(1);
      expect(trust[0].Principal).toEqual({ Service: expect.stringMatching(/^[a-z-]+\.amazonaws\.com$/) });
    }
  });
});
