import { randomUUID } from 'node:crypto';
import { type ErrorCode, type ErrorDetail, errorCodes } from '../../../contracts/error-codes';
import type { ErrorFrame } from '../../../contracts/socket-frames';
import { errorMessages } from '../../../core/chat/error-messages';

/** The gateway's own refusal of a frame, in the shape of every error on the socket. */
export const gatewayErrorFrame = (
  code: ErrorCode,
  facts: {
    readonly requestId?: string | undefined;
    readonly details?: readonly ErrorDetail[];
    readonly retryAfterSeconds?: number;
  },
): ErrorFrame => ({
  type: 'error',
  requestId: facts.requestId ?? randomUUID(),
  code,
  message: errorMessages[code].en,
  retryable: errorCodes[code].retryable,
  ...(facts.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: facts.retryAfterSeconds }),
  ...(facts.details === undefined || facts.details.length === 0 ? {} : { details: facts.details }),
});
