import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Language } from '../../contracts/chat-request';
import type { ErrorCode } from '../../contracts/error-codes';
import { ChatError } from '../chat/chat-error';
import { endWithError } from './end-with-error';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

type ClientError = Error & { readonly code?: string };

const codes: Readonly<Record<string, ErrorCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
};

const refusalOf = (cause: ClientError): ChatError => {
  const code = codes[cause.code ?? ''] ?? 'INVALID_REQUEST';
  const details = [{ field: 'request', problem: 'is not HTTP/1.1' }];
  return new ChatError(code, 'The request is malformed', {
    cause,
    ...(code === 'INVALID_REQUEST' ? { details } : {}),
  });
};

/**
 * Answers what is not HTTP, or comes too slowly, in the documented shape. Requests that came whole before it on the same
 * connection are answered first, as RFC 9112 (section 9.3.2) asks. An `Expect` that nobody knows is no reason to refuse.
 */
export const createMalformedRefusal = (language: Language) => {
  const exchanges = new WeakMap<Duplex, Set<Exchange>>();
  const refused = new WeakSet<Duplex>();

  const note = (request: IncomingMessage, response: ServerResponse): void => {
    const own = exchanges.get(request.socket) ?? new Set();
    const exchange = { request, response };
    exchanges.set(request.socket, own.add(exchange));
    response.once('close', () => own.delete(exchange));
  };

  const refuse = async (cause: ClientError, socket: Duplex): Promise<void> => {
    const open = [...(exchanges.get(socket) ?? [])];
    const half = open.find(({ request }) => !request.complete);
    await Promise.all(
      open.filter(({ request }) => request.complete).map(({ response }) => once(response, 'close')),
    );
    if (socket.writable && half?.response.headersSent !== true)
      endWithError(socket, refusalOf(cause), language);
    else socket.destroy();
  };

  return {
    /** For a server's event `clientError`. */
    onClientError: (error: ClientError, socket: Duplex): void => {
      if (refused.has(socket)) return;
      refused.add(socket);
      if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy(error);
      else void refuse(error, socket);
    },
    /** To be called before the server gets its first request. */
    watch: (server: Server): void => {
      server.on('request', note);
      server.on('checkExpectation', (request, response) => server.emit('request', request, response));
      server.on('connect', (_request: IncomingMessage, socket: Duplex) =>
        endWithError(socket, new ChatError('NOT_FOUND', 'Nothing is connected from here'), language),
      );
    },
  };
};
