import { entryPoints } from '../../contracts/environment-variables';
import { type LocalSystem, localSystemSchema } from '../../contracts/local-system';
import { readEnvironment } from '../../core/config/read-environment';
import { createValidator } from '../../core/json-schema/create-validator';
import { entryPointEnvironments } from '../../local/entry-point-environments';
import { functionDefinitions } from '../../local/lambda-host/function-definitions';
import { machineEnvironment } from '../../local/machine-environment';
import { parseOptions } from '../../local/options';
import { childDefinitions } from '../../local/supervisor/child-definitions';
import { describeSystem } from '../../local/supervisor/system-file';
import { welcome } from '../../local/supervisor/welcome';
import { readSystemPlan, type SystemPlan } from '../../local/system-plan';

const plan = (over: Partial<SystemPlan> = {}): SystemPlan => ({
  dataFolder: '/data',
  distFolder: '/dist',
  bedrock: 'stand-in',
  throttled: true,
  ports: {
    gateway: 8787,
    bedrock: 8788,
    connections: 8789,
    orchestrator: 8790,
    deferredConsumer: 8791,
    functions: 8792,
    dynamoDb: 8793,
    messaging: 8794,
    search: 8795,
  },
  ...over,
});

const caller = {
  PATH: '/bin',
  AWS_ACCESS_KEY_ID: 'the caller’s own',
  AWS_PROFILE: 'production',
  AWS_ENDPOINT_URL: 'https://elsewhere.example',
  GITHUB_TOKEN: 'secret',
};

test('every entry point gets every variable that it reads', () => {
  const environments = entryPointEnvironments(plan(), {});
  for (const entryPoint of Object.keys(entryPoints) as (keyof typeof entryPoints)[])
    expect(() => readEnvironment(entryPoint, environments[entryPoint])).not.toThrow();
});

test('every function of the contracts has a definition, and no two the same name', () => {
  const names = functionDefinitions(plan(), {}).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBe(Object.keys(entryPoints).length - 2);
});

describe('a process of the local system', () => {
  test('gets nothing with the stand-in that leads to an AWS account', () => {
    const environment = machineEnvironment(plan(), caller);
    expect(JSON.stringify(environment)).not.toMatch(/the caller’s own|production\b(?!")|elsewhere|secret/);
    expect(environment).toMatchObject({
      PATH: '/bin',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8793',
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://127.0.0.1:8788',
    });
    expect(environment['AWS_PROFILE']).toBeUndefined();
  });

  test('gets the caller’s credentials with --bedrock aws, and still the emulators for all but Bedrock', () => {
    const environment = machineEnvironment(plan({ bedrock: 'aws' }), caller);
    expect(environment).toMatchObject({
      AWS_ACCESS_KEY_ID: 'the caller’s own',
      AWS_PROFILE: 'production',
      AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:8794',
    });
    expect(environment['AWS_ENDPOINT_URL_BEDROCK_RUNTIME']).toBeUndefined();
    expect(environment['GITHUB_TOKEN']).toBeUndefined();
  });

  test('is told its plan, and refuses to run without one', () => {
    expect(readSystemPlan({ LOCAL_SYSTEM_PLAN: JSON.stringify(plan()) })).toEqual(plan());
    expect(() => readSystemPlan({})).toThrow('this is started by "npm run local"');
    expect(() => readSystemPlan({ LOCAL_SYSTEM_PLAN: '{}' })).toThrow('dataFolder is required');
  });
});

test('with the real Bedrock there is no stand-in', () => {
  const names = (bedrock: 'aws' | 'stand-in') =>
    childDefinitions(plan({ bedrock }), parseOptions([]), {})
      .flat()
      .map(({ name }) => name);
  expect(names('stand-in')).toContain('bedrock-stand-in');
  expect(names('aws')).not.toContain('bedrock-stand-in');
});

test('what other commands read about the system is as the contract says', () => {
  const validate = createValidator<LocalSystem>(localSystemSchema);
  const facts = { pid: 1, startedAt: new Date(0).toISOString(), children: { orchestrator: 2 } };
  for (const redisUrl of ['', 'redis://127.0.0.1:6379', 'rediss://cache.example:6379'])
    expect(validate(describeSystem(plan(), { ...facts, redisUrl }))).toMatchObject({ ok: true });
});

test('the welcome tells where things are and what to paste', () => {
  const text = welcome(plan(), 2.34);
  expect(text).toContain('ready after 2.3 s');
  expect(text).toContain('http://127.0.0.1:8787/guest');
  expect(text).toContain('ws://127.0.0.1:8787/socket');
  expect(text).toContain('進撃の巨人みたいなダークな作品を教えてください');
});
