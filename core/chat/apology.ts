import type { Language } from '../../contracts/chat-request';
import type { ErrorBody } from '../../contracts/error-codes';
import type { ErrorFrame } from '../../contracts/socket-frames';
import type { ChatError } from './chat-error';
import { errorMessages } from './error-messages';

/** The message, and the first field that is wrong, for those who read no `details`. */
const messageOf = (error: ChatError, language: Language): string => {
  const message = errorMessages[error.code][language];
  const [first] = error.details;
  return first === undefined ? message : `${message} (${first.field}: ${first.problem})`;
};

const facts = (error: ChatError, language: Language) => ({
  code: error.code,
  message: messageOf(error, language),
  retryable: error.retryable,
  ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
  ...(error.details.length === 0 ? {} : { details: error.details }),
});

/** What REST answers to a failed request, in the caller's language. */
export const errorBody = (error: ChatError, language: Language, requestId: string): ErrorBody => ({
  ...facts(error, language),
  requestId,
});

/** What the socket is sent for a failed request, in the caller's language. */
export const errorFrame = (error: ChatError, language: Language, requestId: string): ErrorFrame => ({
  type: 'error',
  requestId,
  ...facts(error, language),
});
