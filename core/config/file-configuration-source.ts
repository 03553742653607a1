import { readFile } from 'node:fs/promises';
import { type RuntimeConfig, runtimeConfigSchema } from '../../contracts/runtime-config';
import { createValidator } from '../json-schema/create-validator';
import { ConfigurationError } from './configuration-error';
import type { ConfigurationSource } from './configuration-source';
import { parseSecret } from './parse-secret';

const validate = createValidator<RuntimeConfig>(runtimeConfigSchema, 'config');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * One machine has no SSM: a file holds `{"config": …, "secret": …}`, the configuration whole and the secret as in AWS.
 * The local system writes it.
 */
export const fileConfigurationSource = (environment: string, file: string): ConfigurationSource => {
  const read = async (): Promise<Record<string, unknown>> => {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (!isRecord(value)) throw new ConfigurationError(environment, [`${file} is not an object.`]);
    return value;
  };
  return {
    config: async () => {
      const checked = validate((await read())['config']);
      if (checked.ok) return checked.value;
      throw new ConfigurationError(
        environment,
        checked.details.map(({ field, problem }) => `${file}: ${field} ${problem}`),
      );
    },
    secret: async () => parseSecret(environment, (await read())['secret']),
  };
};
