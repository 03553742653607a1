import type { ChatReply, DeferredReply } from '../../contracts/chat-reply';
import { type ErrorBody, errorCodes } from '../../contracts/error-codes';
import { chatReplySchema, deferredReplySchema, errorBodySchema } from '../../contracts/reply-schemas';
import { createValidator } from '../../core/json-schema/create-validator';
import type { Outcome } from './outcome';
import { parseJson } from './parse-json';

const validateReply = createValidator<ChatReply>(chatReplySchema, 'reply');
const validateDeferred = createValidator<DeferredReply>(deferredReplySchema, 'reply');
const validateError = createValidator<ErrorBody>(errorBodySchema, 'error');

export interface RestReply {
  readonly status: number;
  readonly retryAfter: string | null;
  /** `X-Request-Id`: the gateway's own number for it. */
  readonly gatewayId: string | null;
  readonly text: string;
}

const undocumented = (problem: string): Outcome => ({ kind: 'undocumented', problem });

const firstProblem = (details: readonly { readonly field: string; readonly problem: string }[]): string =>
  `${details[0]?.field} ${details[0]?.problem}`;

/** What an error is, of REST or in place of a socket. `requestId`: that of the message, where one was sent. */
export const readError = (
  { status, retryAfter, gatewayId, text }: RestReply,
  requestId?: string,
): Outcome => {
  const error = validateError(parseJson(text));
  if (!error.ok) return undocumented(`${status}: ${firstProblem(error.details)} in ${text.slice(0, 200)}`);
  const { code, retryable, retryAfterSeconds, requestId: named } = error.value;
  // What the gateway refuses without the service has the gateway's number.
  if (named === undefined || ![requestId, gatewayId].includes(named))
    return undocumented(`${code} is that of request ${named}`);
  const documented = errorCodes[code];
  if (documented.status !== status || documented.retryable !== retryable)
    return undocumented(`${code} with status ${status} and retryable ${retryable}`);
  if ((retryAfterSeconds === undefined ? null : String(retryAfterSeconds)) !== retryAfter)
    return undocumented(`${code}: Retry-After ${retryAfter}, but retryAfterSeconds ${retryAfterSeconds}`);
  if (status === 429 && retryAfter === null) return undocumented(`${code} without Retry-After`);
  return {
    kind: 'refused',
    code,
    retryable,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
};

/** What a reply of `POST /chat` is, by the schemas of the API documents. `requestId`: that of the message. */
export const readRestReply = (reply: RestReply, requestId: string): Outcome => {
  if (reply.status === 202) {
    const deferred = validateDeferred(parseJson(reply.text));
    if (!deferred.ok) return undocumented(`202: ${firstProblem(deferred.details)}`);
    if (deferred.value.requestId !== requestId)
      return undocumented(`the 202 is that of request ${deferred.value.requestId}`);
    return { kind: 'deferred', sessionId: deferred.value.sessionId };
  }
  if (reply.status !== 200) return readError(reply, requestId);
  const chat = validateReply(parseJson(reply.text));
  if (!chat.ok) return undocumented(`200: ${firstProblem(chat.details)}`);
  const { sessionId, reply: text, cached, degraded } = chat.value;
  if (chat.value.requestId !== requestId)
    return undocumented(`the reply is that of request ${chat.value.requestId}`);
  return { kind: 'answered', reply: text, sessionId, cached, degraded };
};
