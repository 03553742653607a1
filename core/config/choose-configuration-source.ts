import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { localConfigurationVariable } from '../../contracts/environment-variables';
import { awsConfigurationSource } from './aws-configuration-source';
import type { ConfigurationSource } from './configuration-source';
import { fileConfigurationSource } from './file-configuration-source';

/** AWS, unless the variables name a file of this machine. */
export const chooseConfigurationSource = (
  environment: string,
  variables: Readonly<Record<string, string | undefined>>,
): ConfigurationSource => {
  const file = variables[localConfigurationVariable];
  return file === undefined || file === ''
    ? awsConfigurationSource(environment, { ssm: new SSMClient(), secrets: new SecretsManagerClient() })
    : fileConfigurationSource(environment, file);
};
