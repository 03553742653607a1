import { UnfitReplyError } from '../bedrock/ask-for-json';
import { ModelCallError } from '../bedrock/model-call-error';
import { isPermanent } from '../enrichment/is-permanent';

const maxReasonLength = 1000;

const flagOf = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null && name in error ? Reflect.get(error, name) : undefined;

/**
 * What an error means for its job. Unknown errors are worth another try: the queue's receive count bounds them. A model
 * that may not be called is no fault of the job.
 */
export const isRetryable = (error: unknown): boolean =>
  error instanceof ModelCallError ? !isPermanent(error) : flagOf(error, 'retryable') !== false;

/** How long the error asks to wait, in milliseconds. */
export const retryAfterMsOf = (error: unknown): number => {
  const asked = flagOf(error, 'retryAfterMs');
  return typeof asked === 'number' ? asked : 0;
};

const codeOf = (error: Error): string => {
  // The codes under which enrichment parks the same.
  if (error instanceof UnfitReplyError) return 'UNFIT_REPLY';
  if (isPermanent(error)) return 'MODEL_REJECTED';
  const code = flagOf(error, 'code');
  return typeof code === 'string' ? code : error.name;
};

/** The stable code and the reason under which a job is parked. */
export const parkingReason = (error: unknown): { readonly code: string; readonly reason: string } =>
  error instanceof Error
    ? { code: codeOf(error), reason: error.message.slice(0, maxReasonLength) }
    : { code: 'FAILED', reason: String(error).slice(0, maxReasonLength) };
