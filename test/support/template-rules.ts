import { flatten, type Json, type Resource } from './templates';

/** What a template may not have: a sentence for each place that has it. */
export type TemplateRule = (resources: readonly Resource[]) => readonly string[];

const at = ({ stack, id }: Resource, problem: string): string => `${stack}/${id}: ${problem}`;

const isObject = (value: Json): value is Record<string, Json> => typeof value === 'object' && value !== null;

/** Every property of a resource, however deep, with its name. */
const properties = (value: Json): readonly (readonly [string, Json])[] =>
  Array.isArray(value)
    ? value.flatMap(properties)
    : isObject(value)
      ? Object.entries(value).flatMap(([name, child]) => [[name, child] as const, ...properties(child)])
      : [];

/** Properties that take a role's ARN. */
const roleProperties =
  /^(Role|RoleArn|TaskRoleArn|ExecutionRoleArn|CloudWatchRoleArn|DeliverLogsPermissionArn)$/;

const isRole = (value: Json, resources: readonly Resource[], stack: string): boolean => {
  const [id, attribute] = value?.['Fn::GetAtt'] ?? [];
  return (
    attribute === 'Arn' &&
    resources.some((role) => role.stack === stack && role.id === id && role.Type === 'AWS::IAM::Role')
  );
};

export const roleIsARole: TemplateRule = (resources) =>
  resources.flatMap((resource) =>
    properties(resource.Properties)
      .filter(([name, value]) => roleProperties.test(name) && !isRole(value, resources, resource.stack))
      .map(([name, value]) => at(resource, `${name} is no role: ${flatten(value)}`)),
  );

const isFifo = (value: Json, resources: readonly Resource[]): boolean =>
  /fifo/i.test(flatten(value)) ||
  resources.some(({ id, Properties }) => Properties['FifoQueue'] === true && flatten(value).includes(id));

export const fifoHasNoWindow: TemplateRule = (resources) =>
  resources
    .filter(
      ({ Type, Properties }) =>
        Type === 'AWS::Lambda::EventSourceMapping' &&
        Properties['MaximumBatchingWindowInSeconds'] !== undefined &&
        isFifo(Properties['EventSourceArn'], resources),
    )
    .map((resource) => at(resource, 'a batching window on a FIFO queue'));

export const cacheEngineExists: TemplateRule = (resources) =>
  resources
    .filter(({ Type }) => Type.startsWith('AWS::ElastiCache::'))
    .filter(({ Properties }) => Properties['Engine'] !== undefined)
    .filter(({ Properties }) => !['valkey', 'redis', 'memcached'].includes(Properties['Engine']))
    .map((resource) => at(resource, `no engine ${resource.Properties['Engine']}`));

/** Properties that are JSON in a string; gateway responses hold variables, which stand for JSON strings. */
const jsonProperties = /^(DashboardBody|Policy|Format|application\/json)$/;

const parses = (value: Json): boolean => {
  const text = flatten(value).replace(/(?<=:)\$context\.[A-Za-z.]+/g, '"variable"');
  if (text === '$input.body') return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

export const jsonIsJson: TemplateRule = (resources) =>
  resources.flatMap((resource) =>
    properties(resource.Properties)
      .filter(([name, value]) => jsonProperties.test(name) && (typeof value === 'string' || isJoin(value)))
      .filter(([, value]) => !parses(value))
      .map(([name]) => at(resource, `${name} is not JSON`)),
  );

const isJoin = (value: Json): boolean => isObject(value) && 'Fn::Join' in value;

const cidr = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

const isCidr = (text: string): boolean => {
  const [, ...parts] = cidr.exec(text) ?? [];
  const numbers = parts.map(Number);
  return numbers.length === 5 && numbers.slice(0, 4).every((octet) => octet <= 255) && numbers[4]! <= 32;
};

export const cidrIsOne: TemplateRule = (resources) =>
  resources.flatMap((resource) =>
    properties(resource.Properties)
      .filter(
        ([name, value]) =>
          /^(CidrBlock|CidrIp|DestinationCidrBlock)$/.test(name) && typeof value === 'string',
      )
      .filter(([, value]) => !isCidr(value))
      .map(([name, value]) => at(resource, `${name} ${value} is no range of addresses`)),
  );

const methods = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

export const httpMethodExists: TemplateRule = (resources) =>
  resources
    .filter(({ Type }) => Type === 'AWS::ApiGateway::Method')
    .flatMap((resource) =>
      [resource.Properties['HttpMethod'], resource.Properties['Integration']?.IntegrationHttpMethod]
        .filter((method) => method !== undefined && !methods.includes(method))
        .map((method) => at(resource, `no HTTP method ${method}`)),
    );

export const vpcLinkIsConnected: TemplateRule = (resources) =>
  resources
    .filter(({ Properties }) => Properties['Integration']?.ConnectionType === 'VPC_LINK')
    .filter(
      ({ Properties: { Integration } }) =>
        Integration.ConnectionId === undefined || Integration.IntegrationTarget === undefined,
    )
    .map((resource) => at(resource, 'VPC_LINK without connection id or target'));

/** Every statement of a policy, of a role or of a resource. */
export const statementsOf = ({ Properties }: Resource): readonly Json[] =>
  Properties['PolicyDocument']?.Statement ?? [];

export const listOf = (value: Json): readonly string[] => (Array.isArray(value) ? value : [value]);
