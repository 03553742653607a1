import type { HistoryReply } from '../../contracts/chat-reply';
import type { ChatRequest } from '../../contracts/chat-request';
import { historyReplySchema } from '../../contracts/reply-schemas';
import { createValidator } from '../../core/json-schema/create-validator';
import type { Outcome } from './outcome';
import { type RestReply, readRestReply } from './read-rest-reply';

export type MessageRequest = ChatRequest & { readonly action: 'sendMessage'; readonly requestId: string };

/** A customer's side of `POST /chat`. */
export interface RestClient {
  /** Sends a message once. Always resolves. */
  send(request: MessageRequest): Promise<Outcome>;
  /** A page of a session; rejects when anything else came. */
  history(data: NonNullable<ChatRequest['data']>): Promise<HistoryReply>;
}

/** Longer than the gateway waits for anybody. */
const silenceMs = 35_000;

const parseHistory = createValidator<HistoryReply>(historyReplySchema, 'history');

const causeOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);

/** A client of the running system; `gateway` is the base URL of REST. */
export const restClient = (gateway: string, token: string): RestClient => {
  const post = async (request: ChatRequest): Promise<RestReply> => {
    const response = await fetch(`${gateway}/chat`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(silenceMs),
    });
    const { status, headers } = response;
    return {
      status,
      retryAfter: headers.get('retry-after'),
      gatewayId: headers.get('x-request-id'),
      text: await response.text(),
    };
  };
  return {
    send: async (request) => {
      try {
        return readRestReply(await post(request), request.requestId);
      } catch (error) {
        if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'silent' };
        return { kind: 'broken', reason: causeOf(error) };
      }
    },
    history: async (data) => {
      const { status, text } = await post({ action: 'getHistory', data });
      const page = status === 200 ? parseHistory(JSON.parse(text)) : undefined;
      if (page?.ok !== true) throw new Error(`getHistory was answered with ${status}: ${text.slice(0, 200)}`);
      return page.value;
    },
  };
};
