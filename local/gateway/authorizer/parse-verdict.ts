import type { FromSchema } from 'json-schema-to-ts';
import { createValidator } from '../../../core/json-schema/create-validator';

const oneOrMore = { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] } as const;

const verdictSchema = {
  type: 'object',
  required: ['principalId', 'policyDocument'],
  properties: {
    principalId: { type: 'string', minLength: 1 },
    policyDocument: {
      type: 'object',
      required: ['Statement'],
      properties: {
        Statement: {
          type: 'array',
          items: {
            type: 'object',
            required: ['Effect', 'Action', 'Resource'],
            properties: { Effect: { type: 'string' }, Action: oneOrMore, Resource: oneOrMore },
          },
        },
      },
    },
    usageIdentifierKey: { type: 'string' },
    context: {
      type: 'object',
      additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
    },
  },
} as const;

/** What an authorizer function returns, as far as the gateway reads it. */
export type AuthorizerVerdict = FromSchema<typeof verdictSchema>;

export const parseVerdict = createValidator<AuthorizerVerdict>(verdictSchema, 'verdict');
