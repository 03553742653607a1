import type { ErrorCode } from '../../contracts/error-codes';
import { ModelCallError, type ModelCallErrorKind } from '../bedrock/model-call-error';
import { SessionError } from '../sessions/session-error';
import { ChatError } from './chat-error';

const modelCodes: Readonly<Record<ModelCallErrorKind, ErrorCode>> = {
  rejected: 'MODEL_FAILED',
  unavailable: 'MODEL_UNAVAILABLE',
  deadline: 'DEADLINE_EXCEEDED',
  aborted: 'INTERNAL',
  'broken-stream': 'MODEL_FAILED',
  residency: 'MODEL_UNAVAILABLE',
};

const isThrottling = (reason: string): boolean => /Throttling|TooManyRequests|ServiceQuota/i.test(reason);

/** Whether every region that was asked said that it has too much to do. */
const isOverload = ({ kind, failures }: ModelCallError): boolean =>
  kind === 'unavailable' && failures.length > 0 && failures.every(({ reason }) => isThrottling(reason));

const fromModel = (error: ModelCallError): ChatError => {
  const code = isOverload(error) ? 'OVERLOADED' : modelCodes[error.kind];
  return new ChatError(code, error.message, {
    cause: error,
    retryable: error.retryable || error.kind === 'deadline' || error.kind === 'broken-stream',
    ...(error.retryAfterMs === undefined
      ? {}
      : { retryAfterSeconds: Math.max(1, Math.ceil(error.retryAfterMs / 1000)) }),
  });
};

/** What a caller is told about whatever was thrown. An unknown error is `INTERNAL`. */
export const toChatError = (thrown: unknown): ChatError => {
  if (thrown instanceof ChatError) return thrown;
  if (thrown instanceof SessionError) return new ChatError(thrown.code, thrown.message, { cause: thrown });
  if (thrown instanceof ModelCallError) return fromModel(thrown);
  return new ChatError('INTERNAL', 'The chat failed in a way that it does not know', { cause: thrown });
};
