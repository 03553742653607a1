import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  createServer as createHttp2Server,
  createSecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type SecureServerOptions,
} from 'node:http2';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { listenBacklog } from '../../../core/http/listen-backlog';
import type { Exchange, HandleExchange, Reply } from './exchange';
import { readBody } from './read-body';

const keepAliveMs = 65_000;

/** The first bytes of HTTP/2 are `PRI`; no HTTP/1.1 method starts with them. */
const prefaceLength = 3;

const toExchange = (
  request: IncomingMessage | Http2ServerRequest,
  reply: Reply,
  onClose: (listener: () => void) => void,
  reset: () => void,
): Exchange => {
  const gone = new AbortController();
  onClose(() => gone.abort());
  const [path = '/', search] = (request.url ?? '/').split('?', 2);
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(search),
    headers: request.headers,
    reply,
    gone: gone.signal,
    body: () => readBody(request),
    reset,
  };
};

const fromHttp1 = (request: IncomingMessage, response: ServerResponse): Exchange =>
  toExchange(
    request,
    response,
    (listener) => {
      response.on('close', () => {
        if (!response.writableFinished) listener();
      });
    },
    () => {
      request.socket.resetAndDestroy();
    },
  );

const fromHttp2 = (request: Http2ServerRequest, response: Http2ServerResponse): Exchange =>
  toExchange(
    request,
    response,
    (listener) => {
      response.on('close', () => {
        if (!response.writableEnded) listener();
      });
      request.on('aborted', listener);
    },
    () => {
      request.stream.session?.destroy();
    },
  );

const afterPreface = (socket: Socket, decide: (isHttp2: boolean) => void): void => {
  const look = (): void => {
    const start: unknown = socket.read();
    if (!Buffer.isBuffer(start)) return;
    socket.unshift(start);
    if (start.length < prefaceLength) return;
    socket.off('readable', look);
    decide(start.toString('latin1', 0, prefaceLength) === 'PRI');
  };
  socket.on('readable', look);
};

/** Plain HTTP/1.1 and h2c on one port. */
const plainServer = (handle: HandleExchange): Server => {
  const http1 = createHttpServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    void handle(fromHttp1(request, response));
  });
  const http2 = createHttp2Server((request, response) => {
    void handle(fromHttp2(request, response));
  });
  return createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.setNoDelay(true);
    afterPreface(socket, (isHttp2) => {
      (isHttp2 ? http2 : http1).emit('connection', socket);
    });
  });
};

/** HTTP/1.1 and HTTP/2 over TLS, chosen by ALPN. */
const secureServer = (tls: SecureServerOptions, handle: HandleExchange): Server =>
  createSecureServer({ ...tls, allowHTTP1: true }, (request, response) => {
    const isHttp2 = request.httpVersionMajor === 2;
    void handle(isHttp2 ? fromHttp2(request, response) : fromHttp2OverHttp1(request, response));
  });

/** With `allowHTTP1` node types an HTTP/1.1 request as an HTTP/2 one; it has a socket in place of a session. */
const fromHttp2OverHttp1 = (request: Http2ServerRequest, response: Http2ServerResponse): Exchange =>
  toExchange(
    request,
    response,
    (listener) => {
      response.on('close', () => {
        if (!response.writableEnded) listener();
      });
    },
    () => {
      request.socket.destroy();
    },
  );

export interface OnePortServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens until closed; closing breaks whatever connection is still open. */
export const listenOnOnePort = (
  options: {
    readonly port: number;
    readonly host: string;
    readonly tls?: SecureServerOptions | undefined;
  },
  handle: HandleExchange,
): Promise<OnePortServer> =>
  new Promise((resolve, reject) => {
    const server = options.tls === undefined ? plainServer(handle) : secureServer(options.tls, handle);
    const open = new Set<Socket>();
    server.on('connection', (socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    });
    server.on('error', reject);
    server.listen(options.port, options.host, listenBacklog, () => {
      const address = server.address();
      const port = isAddressInfo(address) ? address.port : options.port;
      const close = (): Promise<void> =>
        new Promise((closed) => {
          server.close(() => {
            closed();
          });
          for (const socket of open) socket.destroy();
        });
      resolve({ port, close });
    });
  });

const isAddressInfo = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;
