import { createValidator } from '../../core/json-schema/create-validator';
import type { CallCount, PaidWork, SeenRequest } from '../../local/bedrock-stand-in/calls/call-log';

/** What the stand-in's `GET /calls` answers. */
export interface CallReport {
  readonly counts: readonly CallCount[];
  readonly last?: readonly SeenRequest[];
  readonly paid?: readonly PaidWork[];
}

const text = { type: 'string' } as const;
const number = { type: 'number' } as const;

const schema = {
  title: 'CallReport',
  type: 'object',
  required: ['counts'],
  properties: {
    counts: {
      type: 'array',
      items: {
        type: 'object',
        required: ['region', 'model', 'operation', 'outcome', 'count'],
        properties: { region: text, model: text, operation: text, outcome: text, count: number },
      },
    },
    paid: {
      type: 'array',
      items: {
        type: 'object',
        required: ['task', 'titles', 'at'],
        properties: { task: text, titles: { type: 'array', items: text }, at: number },
      },
    },
    last: {
      type: 'array',
      items: {
        type: 'object',
        required: ['operation', 'task', 'system', 'messages'],
        properties: {
          operation: text,
          task: text,
          system: text,
          messages: {
            type: 'array',
            items: { type: 'object', required: ['role', 'text'], properties: { role: text, text } },
          },
        },
      },
    },
  },
};

const validate = createValidator<CallReport>(schema, 'calls');

export const parseCallReport = (value: unknown): CallReport => {
  const report = validate(value);
  if (report.ok) return report.value;
  throw new Error(`The stand-in's calls: ${report.details[0]?.field} ${report.details[0]?.problem}`);
};
