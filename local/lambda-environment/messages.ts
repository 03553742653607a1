import type { FromSchema } from 'json-schema-to-ts';
import { createValidator } from '../../core/json-schema/create-validator';

const text = { type: 'string' } as const;

const requestSchema = {
  type: 'object',
  required: ['id', 'event', 'deadline'],
  additionalProperties: false,
  properties: {
    id: text,
    /** JSON. */
    event: text,
    /** Epoch milliseconds. */
    deadline: { type: 'number' },
  },
} as const;

const errorSchema = {
  type: 'object',
  required: ['errorType', 'errorMessage'],
  additionalProperties: false,
  properties: { errorType: text, errorMessage: text, trace: { type: 'array', items: text } },
} as const;

const reportSchema = {
  oneOf: [
    {
      type: 'object',
      required: ['kind'],
      additionalProperties: false,
      properties: { kind: { type: 'string', enum: ['ready', 'alive'] } },
    },
    {
      type: 'object',
      required: ['kind', 'error'],
      additionalProperties: false,
      properties: { kind: { type: 'string', enum: ['init-failed'] }, error: errorSchema },
    },
    {
      type: 'object',
      required: ['kind', 'id', 'payload'],
      additionalProperties: false,
      properties: { kind: { type: 'string', enum: ['result'] }, id: text, payload: text },
    },
    {
      type: 'object',
      required: ['kind', 'id', 'error'],
      additionalProperties: false,
      properties: { kind: { type: 'string', enum: ['error'] }, id: text, error: errorSchema },
    },
  ],
} as const;

/** What the host sends to an execution environment: run the handler on this event. */
export type InvocationRequest = FromSchema<typeof requestSchema>;

/** An error as Lambda answers it. */
export type FunctionError = FromSchema<typeof errorSchema>;

/** What an execution environment tells its host. */
export type EnvironmentReport = FromSchema<typeof reportSchema>;

export const parseInvocationRequest = createValidator<InvocationRequest>(requestSchema);
export const parseEnvironmentReport = createValidator<EnvironmentReport>(reportSchema);
export const parseFunctionError = createValidator<FunctionError>(errorSchema);
