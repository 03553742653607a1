import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { paginateGetParametersByPath, type SSMClient } from '@aws-sdk/client-ssm';
import { parameterPrefix, secretName } from '../../contracts/runtime-config';
import { ConfigurationError } from './configuration-error';
import type { ConfigurationSource } from './configuration-source';
import { parseRuntimeConfig } from './parse-runtime-config';
import { parseSecret } from './parse-secret';

/** Every parameter below a path, by what follows the path. */
export const readParameters = async (ssm: SSMClient, path: string): Promise<ReadonlyMap<string, string>> => {
  const texts = new Map<string, string>();
  const pages = paginateGetParametersByPath(
    { client: ssm },
    { Path: path, Recursive: true, WithDecryption: true },
  );
  for await (const { Parameters = [] } of pages) {
    for (const { Name, Value } of Parameters) {
      if (Name !== undefined && Value !== undefined) texts.set(Name.slice(path.length), Value);
    }
  }
  return texts;
};

const parseJson = (environment: string, text: string | undefined): unknown => {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return value;
  } catch (cause) {
    // The parser's own message quotes the secret.
    if (cause instanceof SyntaxError) {
      throw new ConfigurationError(environment, [`Secret ${secretName(environment)} is not JSON.`]);
    }
    throw cause;
  }
};

/** SSM Parameter Store below `/manga-assist/{env}/`, and the secret `manga-assist-{env}`. */
export const awsConfigurationSource = (
  environment: string,
  clients: { readonly ssm: SSMClient; readonly secrets: SecretsManagerClient },
): ConfigurationSource => ({
  config: async () =>
    parseRuntimeConfig(environment, await readParameters(clients.ssm, parameterPrefix(environment))),
  secret: async () => {
    const { SecretString } = await clients.secrets.send(
      new GetSecretValueCommand({ SecretId: secretName(environment) }),
    );
    return parseSecret(environment, parseJson(environment, SecretString));
  },
});
