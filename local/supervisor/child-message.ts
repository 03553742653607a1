import { createValidator } from '../../core/json-schema/create-validator';

/** What a child tells the supervisor: that it is ready, or which processes it has started itself. */
export type ChildMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'children'; readonly pids: Readonly<Record<string, number>> };

export const parseChildMessage = createValidator<ChildMessage>({
  oneOf: [
    {
      type: 'object',
      required: ['kind'],
      additionalProperties: false,
      properties: { kind: { type: 'string', enum: ['ready'] } },
    },
    {
      type: 'object',
      required: ['kind', 'pids'],
      additionalProperties: false,
      properties: {
        kind: { type: 'string', enum: ['children'] },
        pids: { type: 'object', additionalProperties: { type: 'integer', minimum: 1 } },
      },
    },
  ],
});
