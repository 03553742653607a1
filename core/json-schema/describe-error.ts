import type { ErrorObject } from 'ajv-draft-04';
import type { ErrorDetail } from '../../contracts/error-codes';

const plural = (count: unknown, one: string, many = `${one}s`): string =>
  `${String(count)} ${count === 1 ? one : many}`;

const article = (type: string): string => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type}`);

const names = (values: unknown): string => (Array.isArray(values) ? values.join(', ') : String(values));

/** The limit that was broken, in words; its numbers and names are the schema's, never the value's. */
const problems: Readonly<Record<string, (error: ErrorObject) => string>> = {
  required: () => 'is required',
  type: ({ params }) => `must be ${[params['type']].flat().map(article).join(' or ')}`,
  enum: ({ params }) => `must be one of ${names(params['allowedValues'])}`,
  minLength: ({ params }) => `must have at least ${plural(params['limit'], 'character')}`,
  maxLength: ({ params }) => `must have at most ${plural(params['limit'], 'character')}`,
  minItems: ({ params }) => `must have at least ${plural(params['limit'], 'entry', 'entries')}`,
  maxItems: ({ params }) => `must have at most ${plural(params['limit'], 'entry', 'entries')}`,
  minimum: ({ params }) => `must be at least ${params['limit']}`,
  maximum: ({ params }) => `must be at most ${params['limit']}`,
  pattern: ({ params }) => `must match ${params['pattern']}`,
  format: ({ params }) => `must be a ${params['format']}`,
  uniqueItems: () => 'must not have equal entries',
  additionalProperties: ({ parentSchema }) =>
    `has an unknown property; known are ${names(Object.keys(parentSchema?.['properties'] ?? {}))}`,
};

/** A key that the schema did not choose could be anything, so it is not repeated. */
const plainKey = /^[A-Za-z0-9_-]{1,64}$/;

const pathOf = ({ instancePath, keyword, params }: ErrorObject, root: string): string => {
  const keys = instancePath.split('/').slice(1);
  if (keyword === 'required') keys.push(String(params['missingProperty']));
  return keys.map((key) => (plainKey.test(key) ? key : '*')).join('.') || root;
};

/** Tells a caller which field is wrong and what its limit is, without repeating what was sent. */
export const describeError = (error: ErrorObject, root: string): ErrorDetail => ({
  field: pathOf(error, root),
  problem: problems[error.keyword]?.(error) ?? error.message ?? 'is not valid',
});
