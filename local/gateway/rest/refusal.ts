import type { ServerResponse } from 'node:http';
import { requestIdHeader } from '../../../contracts/api-routes';
import { type ErrorBody, type ErrorCode, type ErrorDetail, errorCodes } from '../../../contracts/error-codes';
import { errorMessages } from '../../../core/chat/error-messages';

/** A request that does not reach the orchestrator. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly details?: readonly ErrorDetail[];
  /** Seconds. */
  readonly retryAfterSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const bodyOf = ({ code, details = [], retryAfterSeconds }: Refusal, requestId: string): ErrorBody => ({
  code,
  message: errorMessages[code].en,
  retryable: errorCodes[code].retryable,
  requestId,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  ...(details.length === 0 ? {} : { details }),
});

/** Answers in the shape of every error of the API, with the request's id in its header too. */
export const sendRefusal = (response: ServerResponse, refusal: Refusal, requestId: string): void => {
  const { code, retryAfterSeconds, headers = {} } = refusal;
  response.writeHead(errorCodes[code].status, {
    'content-type': 'application/json; charset=utf-8',
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    ...headers,
    [requestIdHeader]: requestId,
  });
  response.end(JSON.stringify(bodyOf(refusal, requestId)));
};
