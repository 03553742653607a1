import { devNull } from 'node:os';
import { localRegion } from './local-environment';
import { systemAddresses } from './system-addresses';
import type { SystemPlan } from './system-plan';

/** Variables of the caller that reach a process: what Node and a shell need, and nothing that leads to an AWS account. */
const neutral = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS'];

const pick = (environment: NodeJS.ProcessEnv, wanted: (name: string) => boolean): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value !== undefined && wanted(name) ? [[name, value]] : [],
    ),
  );

/**
 * What the AWS SDK reads in every process: endpoints of this machine. With the stand-in neither credentials nor
 * profiles of the caller are passed on, so that nothing can reach an account by accident; with `--bedrock aws` they
 * are, and only Bedrock is left to the SDK.
 */
export const awsEnvironment = (plan: SystemPlan, inherited: NodeJS.ProcessEnv): Record<string, string> => {
  const { dynamoDb, messaging, functions, bedrock } = systemAddresses(plan);
  const real = plan.bedrock === 'aws';
  const emulated = {
    AWS_REGION: localRegion,
    AWS_DEFAULT_REGION: localRegion,
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb,
    AWS_ENDPOINT_URL_SQS: messaging,
    AWS_ENDPOINT_URL_SNS: messaging,
    AWS_ENDPOINT_URL_S3: messaging,
    AWS_ENDPOINT_URL_LAMBDA: functions,
    NODE_ENV: 'production',
  };
  if (real)
    return { ...pick(inherited, (name) => neutral.includes(name) || name.startsWith('AWS_')), ...emulated };
  return {
    ...pick(inherited, (name) => neutral.includes(name)),
    ...emulated,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL_BEDROCK: bedrock,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock,
  };
};
