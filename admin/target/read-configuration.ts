import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { defaultRuntimeConfig, type RuntimeConfig } from '../../contracts/runtime-config';
import { awsConfigurationSource } from '../../core/config/aws-configuration-source';
import { fileConfigurationSource } from '../../core/config/file-configuration-source';
import type { Target } from './target';

/** What an environment's operators have set. */
export const readConfiguration = async ({
  environment,
  region,
  endpoints,
  configurationFile,
}: Target): Promise<RuntimeConfig> => {
  if (configurationFile !== undefined)
    return fileConfigurationSource(environment, configurationFile).config();
  if (endpoints !== undefined) return defaultRuntimeConfig;
  const ssm = new SSMClient({ region });
  const secrets = new SecretsManagerClient({ region });
  try {
    return await awsConfigurationSource(environment, { ssm, secrets }).config();
  } finally {
    ssm.destroy();
    secrets.destroy();
  }
};
