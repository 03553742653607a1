import type { ChatReply, ClearReply, HistoryReply } from '../../contracts/chat-reply';
import type { ChatRequest } from '../../contracts/chat-request';
import type { ErrorBody } from '../../contracts/error-codes';
import {
  chatReplySchema,
  clearReplySchema,
  errorBodySchema,
  historyReplySchema,
} from '../../contracts/reply-schemas';
import { createValidator } from '../../core/json-schema/create-validator';

/** What REST answered; `body` is undefined when it is not of the documented shape. */
export interface RestAnswer<T> {
  readonly status: number;
  readonly body: T | undefined;
  /** Of a request that failed. */
  readonly error: ErrorBody | undefined;
}

/** A customer's side of `POST /chat`. Each rejects when there was no answer at all. */
export interface RestClient {
  send(request: Omit<ChatRequest, 'action'>): Promise<RestAnswer<ChatReply>>;
  history(data: NonNullable<ChatRequest['data']>): Promise<RestAnswer<HistoryReply>>;
  clear(sessionId: string): Promise<RestAnswer<ClearReply>>;
}

const parseReply = createValidator<ChatReply>(chatReplySchema, 'reply');
const parseHistory = createValidator<HistoryReply>(historyReplySchema, 'history');
const parseClear = createValidator<ClearReply>(clearReplySchema, 'reply');
const parseError = createValidator<ErrorBody>(errorBodySchema, 'error');

/** A client of the running system; `gateway` is the base URL of REST. */
export const restClient = (gateway: string, token: string): RestClient => {
  const post = async <T>(
    request: ChatRequest,
    parse: ReturnType<typeof createValidator<T>>,
  ): Promise<RestAnswer<T>> => {
    const response = await fetch(`${gateway}/chat`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    const json: unknown = await response.json();
    const reply = parse(json);
    const error = parseError(json);
    return {
      status: response.status,
      body: response.ok && reply.ok ? reply.value : undefined,
      error: !response.ok && error.ok ? error.value : undefined,
    };
  };
  return {
    send: (request) => post({ ...request, action: 'sendMessage' }, parseReply),
    history: (data) => post({ action: 'getHistory', data }, parseHistory),
    clear: (sessionId) => post({ action: 'clearSession', data: { sessionId } }, parseClear),
  };
};
