import { type IngestCursor, ingestCursorSchema } from '../../core/bulk-enrichment/ingest-cursor';
import { createValidator } from '../../core/json-schema/create-validator';

/**
 * What the function is called for. `job`: one batch job, from the start or where an earlier run stopped. `sweep`: every job
 * that has ended; the schedule asks for it, because EventBridge gets Bedrock's events on a best-effort basis.
 */
export type BatchCall =
  | { readonly kind: 'job'; readonly arn: string; readonly cursor?: IngestCursor }
  | { readonly kind: 'sweep' };

/** The function's own call for the rest of a job. */
export interface Continuation {
  readonly jobArn: string;
  readonly cursor?: IngestCursor;
}

const arn = {
  type: 'string',
  pattern: '^arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:model-invocation-job/[a-z0-9]{12}$',
} as const;

/** Source: https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-eventbridge-how-it-works.html */
const validateStateChange = createValidator<{ detail: { batchJobArn: string } }>({
  type: 'object',
  required: ['source', 'detail-type', 'detail'],
  properties: {
    source: { type: 'string', enum: ['aws.bedrock'] },
    'detail-type': { type: 'string', enum: ['Batch Inference Job State Change'] },
    detail: { type: 'object', required: ['batchJobArn'], properties: { batchJobArn: arn } },
  },
});

const validateContinuation = createValidator<Continuation>({
  type: 'object',
  required: ['jobArn'],
  additionalProperties: false,
  properties: { jobArn: arn, cursor: ingestCursorSchema },
});

const validateSweep = createValidator<{ sweep: true }>({
  type: 'object',
  required: ['sweep'],
  additionalProperties: false,
  properties: { sweep: { enum: [true] } },
});

/** An event that is none of the function's. */
export class UnknownEventError extends Error {
  override readonly name = 'UnknownEventError';
}

/** Reads an event; throws `UnknownEventError` for any other. A job's state is read from Bedrock, not from its event. */
export const readEvent = (event: unknown): BatchCall => {
  const change = validateStateChange(event);
  if (change.ok) return { kind: 'job', arn: change.value.detail.batchJobArn };
  const continuation = validateContinuation(event);
  if (continuation.ok) {
    const { jobArn, cursor } = continuation.value;
    return { kind: 'job', arn: jobArn, ...(cursor && { cursor }) };
  }
  if (validateSweep(event).ok) return { kind: 'sweep' };
  throw new UnknownEventError(
    "This is neither Bedrock's event of a batch job, nor {jobArn, cursor}, nor {sweep: true}.",
  );
};
