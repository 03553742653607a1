import type { FromSchema } from 'json-schema-to-ts';
import { type EnvironmentSecret, secretName } from '../../contracts/runtime-config';
import { createValidator } from '../json-schema/create-validator';
import { ConfigurationError } from './configuration-error';

const key = { type: 'string', minLength: 32, maxLength: 512 } as const;

const secretSchema = {
  type: 'object',
  required: ['guestTokenKey'],
  properties: { guestTokenKey: key, previousGuestTokenKey: key },
} as const;

const validate = createValidator<FromSchema<typeof secretSchema>>(secretSchema, 'secret');

/** The environment's secret from its JSON. Errors name the field, never the value. */
export const parseSecret = (environment: string, value: unknown): EnvironmentSecret => {
  const checked = validate(value);
  if (!checked.ok) {
    throw new ConfigurationError(
      environment,
      checked.details.map(({ field, problem }) => `Secret ${secretName(environment)}: ${field} ${problem}`),
    );
  }
  const { guestTokenKey, previousGuestTokenKey } = checked.value;
  return { guestTokenKey, ...(previousGuestTokenKey === undefined ? {} : { previousGuestTokenKey }) };
};
