import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  defaultRuntimeConfig,
  type EnvironmentSecret,
  type RuntimeConfig,
  runtimeConfigSchema,
} from '../../contracts/runtime-config';
import { createValidator } from '../../core/json-schema/create-validator';
import { configurationFile } from '../machine-environment';
import { StartProblem } from './start-problem';

const validateConfig = createValidator<RuntimeConfig>(runtimeConfigSchema, 'config.json');

/** Only its owner may read what is in it. */
const ownerOnly = 0o600;

const readJson = (file: string): unknown => {
  if (!existsSync(file)) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return value;
  } catch (error) {
    throw new StartProblem(`${file} is not JSON: mend it, or remove it to start with a new one.`, {
      cause: error,
    });
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The key that signs guest tokens: made once, so that tokens outlive a restart. */
const secretOf = (folder: string): EnvironmentSecret => {
  const file = join(folder, 'secret.json');
  const kept = readJson(file);
  if (isRecord(kept) && typeof kept['guestTokenKey'] === 'string') {
    const { guestTokenKey, previousGuestTokenKey: previous } = kept;
    return { guestTokenKey, ...(typeof previous === 'string' ? { previousGuestTokenKey: previous } : {}) };
  }
  const secret = { guestTokenKey: randomBytes(48).toString('base64url') };
  writeFileSync(file, `${JSON.stringify(secret, undefined, 2)}\n`, { mode: ownerOnly });
  return secret;
};

const configOf = (folder: string): RuntimeConfig => {
  const file = join(folder, 'config.json');
  const overrides = readJson(file) ?? {};
  const checked = validateConfig(isRecord(overrides) ? { ...defaultRuntimeConfig, ...overrides } : overrides);
  if (checked.ok) return checked.value;
  const [first] = checked.details;
  throw new StartProblem(`${file}: ${first?.field ?? 'it'} ${first?.problem ?? 'is not valid'}.`);
};

/**
 * Writes what SSM and Secrets Manager hold in AWS to one file. Operators' parameters are the
 * defaults, with those of `config.json` in the data folder over them.
 */
export const writeConfiguration = (folder: string): void => {
  const configuration = { config: configOf(folder), secret: secretOf(folder) };
  writeFileSync(configurationFile(folder), `${JSON.stringify(configuration, undefined, 2)}\n`, {
    mode: ownerOnly,
  });
};
