import { ModelCallError } from '../bedrock/model-call-error';

/**
 * Whether a failure belongs to the job, so that another delivery fails as well. A model or region that is down, a missing
 * permission and a throttled call belong to the system: the job comes back when it is mended.
 */
export const isPermanent = (error: unknown): error is ModelCallError =>
  error instanceof ModelCallError && error.kind === 'rejected' && error.fault === 'caller';
