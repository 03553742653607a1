import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type SocketMessage, socketMessagesPath } from '../../contracts/api-routes';
import { type ErrorBody, errorCodes } from '../../contracts/error-codes';
import { ChatError } from '../../core/chat/chat-error';

/** How a frame fared. `done`: nobody waits any more. `refused`: the orchestrator said why, and sent no last frame. */
export type RelayOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly error: ChatError }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'timeout' };

export type RelayMessage = (message: SocketMessage, timeoutMs: number) => Promise<RelayOutcome>;

const isErrorBody = (value: unknown): value is ErrorBody =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  typeof value.code === 'string' &&
  Object.hasOwn(errorCodes, value.code);

const parseBody = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const outcomeOf = (status: number, text: string): RelayOutcome => {
  if (status >= 200 && status < 300) return { kind: 'done' };
  const body = parseBody(text);
  if (!isErrorBody(body)) return { kind: 'failed', reason: `HTTP ${status}` };
  const { code, retryAfterSeconds, details = [] } = body;
  const facts = { details, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  return { kind: 'refused', error: new ChatError(code, `The orchestrator answered ${status}`, facts) };
};

/**
 * Posts a frame to the orchestrator and waits until it has finished. Never rejects. Each frame has a connection of its
 * own: a function is frozen between two frames, and a connection that died meanwhile would fail the next one.
 */
export const relayTo = (orchestratorUrl: string): RelayMessage => {
  const url = new URL(socketMessagesPath, orchestratorUrl);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return (message, timeoutMs) =>
    new Promise((resolve) => {
      const signal = AbortSignal.timeout(timeoutMs);
      const fail = (error: Error): void =>
        resolve(signal.aborted ? { kind: 'timeout' } : { kind: 'failed', reason: error.message });
      const body = Buffer.from(JSON.stringify(message));
      const outgoing = request(
        url,
        {
          method: 'POST',
          agent: false,
          signal,
          headers: { 'content-type': 'application/json', 'content-length': body.length },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', fail);
          incoming.on('end', () =>
            resolve(outcomeOf(incoming.statusCode ?? 0, Buffer.concat(chunks).toString('utf8'))),
          );
        },
      );
      outgoing.on('error', fail);
      outgoing.end(body);
    });
};
