import { ModelCallError } from '../bedrock/model-call-error';

/**
 * A failure of the system, not of the job: a model that is throttled or down, a permission that is missing. Another
 * delivery may succeed, though perhaps not soon: its last receive must not dead-letter the job.
 */
export const isSystemFailure = (error: unknown): boolean =>
  error instanceof ModelCallError ||
  (error instanceof Error && 'retryable' in error && error.retryable === true);
