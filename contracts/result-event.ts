import type { FromSchema } from 'json-schema-to-ts';
import { deferredKinds } from './deferred-job';

/** How a deferred job ended. A parked one keeps its reason in the parked-jobs table. */
export const resultStatuses = ['done', 'parked'] as const;

/**
 * The SNS message on the results topic. `eventId` is `{jobId}:{status}`: the same job published twice has the same id.
 * Message attributes `kind` and `status` are there to filter on.
 */
export const resultEventSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'ResultEvent',
  type: 'object',
  required: ['eventId', 'jobId', 'kind', 'status', 'at'],
  additionalProperties: false,
  properties: {
    eventId: { type: 'string', minLength: 1, maxLength: 160 },
    jobId: { type: 'string', minLength: 1, maxLength: 128 },
    kind: { type: 'string', enum: deferredKinds },
    status: { type: 'string', enum: resultStatuses },
    /** ISO 8601, UTC. */
    at: { type: 'string', minLength: 20, maxLength: 30 },
    /** Why it was parked. */
    reason: { type: 'string', minLength: 1, maxLength: 1000 },
  },
} as const;

export type ResultEvent = FromSchema<typeof resultEventSchema>;
export type ResultStatus = ResultEvent['status'];
