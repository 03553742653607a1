import { devNull } from 'node:os';
import { join } from 'node:path';
import { localConfigurationVariable } from '../contracts/environment-variables';
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

/** Stands for SSM and Secrets Manager. */
export const configurationFile = (dataFolder: string): string => join(dataFolder, 'configuration.json');

/**
 * What every deployed process gets on this machine: the AWS SDK's endpoints, and where the configuration is. With the stand-in neither credentials nor
 * profiles of the caller are passed on, so that nothing can reach an account by accident; with `--bedrock aws` they
 * are, and only Bedrock is left to the SDK.
 */
export const machineEnvironment = (
  plan: SystemPlan,
  inherited: NodeJS.ProcessEnv,
): Record<string, string> => {
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
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    [localConfigurationVariable]: configurationFile(plan.dataFolder),
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
