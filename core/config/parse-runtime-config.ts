import { parameterPrefix, type RuntimeConfig, runtimeConfigSchema } from '../../contracts/runtime-config';
import { createValidator } from '../json-schema/create-validator';
import { ConfigurationError } from './configuration-error';

/** An operator is told everything at once. */
const validate = createValidator<RuntimeConfig>(
  runtimeConfigSchema,
  'configuration',
  Number.POSITIVE_INFINITY,
);

const schemas: Readonly<Record<string, { readonly type: string }>> = runtimeConfigSchema.properties;

/** The keys that an environment has a parameter for. */
export const configKeys: readonly string[] = Object.keys(schemas);

/** What a parameter's text stands for; SSM knows no empty string, so `""` stands for one. */
const valueOf = (key: string, text: string): unknown =>
  schemas[key]?.type === 'string' && text !== '""' ? text : JSON.parse(text);

/**
 * The configuration from the texts of an environment's parameters, by key. Throws `ConfigurationError` that lists
 * every parameter that is missing or wrong. Keys that are not in the schema are left out.
 */
export const parseRuntimeConfig = (
  environment: string,
  texts: ReadonlyMap<string, string>,
): RuntimeConfig => {
  const prefix = parameterPrefix(environment);
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const key of configKeys) {
    const text = texts.get(key);
    if (text === undefined) {
      problems.push(`${prefix}${key} is missing: deploy the environment, or create the parameter.`);
      continue;
    }
    try {
      values[key] = valueOf(key, text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      problems.push(`${prefix}${key} is not JSON; a value of type ${schemas[key]?.type} is written as JSON.`);
    }
  }
  const checked = validate(values);
  if (checked.ok && problems.length === 0) return checked.value;
  const faults = checked.ok
    ? []
    : checked.details.filter(({ field }) => Object.hasOwn(values, field.split('.')[0] ?? ''));
  const faulty = faults.map(({ field, problem }) => `${prefix}${field.replace('.', ': ')} ${problem}`);
  throw new ConfigurationError(environment, [...problems, ...faulty], values);
};
