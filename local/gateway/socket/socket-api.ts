import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Now } from '../../../core/clock';
import type { InvocationOutcome } from '../../lambda-host/invocation';
import type { Authorize } from '../authorizer/authorize';
import type { Throttles } from '../create-throttles';
import { type Admission, createConnectClient } from './connect-client';
import { Connection, type ConnectionFacts } from './connection';
import { FrameMeter } from './frame-meter';
import { createHandleMessage } from './handle-message';
import { disconnectEvent } from './socket-events';

interface Dependencies {
  readonly authorize: Authorize;
  /** Calls the socket bridge. */
  readonly bridge: (event: unknown) => Promise<InvocationOutcome>;
  readonly throttles: Throttles;
  readonly now: Now;
  readonly log: (line: string) => void;
}

export interface SocketApi {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** An open connection by its id. */
  readonly find: (connectionId: string) => Connection | undefined;
  /** Closes every connection; no new one comes in. */
  readonly close: () => void;
}

/** Path of the WebSocket API on this machine; in AWS it has a host of its own. */
export const socketPath = '/socket';

/** 32 KB a frame, 128 KB a message (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html). */
export const maxFrameBytes = 32 * 1024;
export const maxSocketMessageBytes = 128 * 1024;

const messageTooBig = 1009;

const refuse = (socket: Duplex, status: number): void => {
  socket.on('error', () => undefined);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
  );
};

const isHandshake = (request: IncomingMessage): boolean =>
  request.url?.split('?')[0] === socketPath &&
  request.headers.upgrade?.toLowerCase() === 'websocket' &&
  request.headers['sec-websocket-key'] !== undefined;

const bytesOf = (data: RawData): Buffer =>
  Array.isArray(data)
    ? Buffer.concat(data)
    : Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data);

/** The WebSocket API of `contracts/api-routes.ts` as API Gateway serves it. */
export const createSocketApi = (dependencies: Dependencies): SocketApi => {
  const { bridge, now, log } = dependencies;
  const connections = new Map<string, Connection>();
  const subprotocols = new WeakMap<IncomingMessage, string>();
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    perMessageDeflate: false,
    maxPayload: maxSocketMessageBytes,
    handleProtocols: (_offered, request) => subprotocols.get(request) ?? false,
  });
  const connect = createConnectClient(dependencies);
  const handle = createHandleMessage(dependencies);

  const disconnected = async (facts: ConnectionFacts, code: number, reason: string): Promise<void> => {
    connections.delete(facts.connectionId);
    const outcome = await bridge(disconnectEvent(facts, code, reason, now()));
    if (!outcome.ok) log(`$disconnect of ${facts.connectionId} failed: ${outcome.error.errorMessage}`);
  };

  const open = (facts: ConnectionFacts, webSocket: WebSocket): void => {
    const connection = new Connection(facts, webSocket, now);
    connections.set(facts.connectionId, connection);
    webSocket.on('message', (data, isBinary) => {
      if (webSocket.readyState !== webSocket.OPEN) return;
      const message = isBinary ? bytesOf(data) : bytesOf(data).toString();
      handle(connection, message).catch((error: unknown) => log(`a frame was not handled: ${String(error)}`));
    });
    // The library closes the connection with the right code; here is nothing to add.
    webSocket.on('error', () => undefined);
    webSocket.on('close', (code, reason) => void disconnected(facts, code, reason.toString()));
  };

  /** Has to see the bytes before the library does. */
  const limitFrames = (socket: Duplex, head: Buffer, close: () => void): void => {
    const meter = new FrameMeter(maxFrameBytes);
    const check = (chunk: Buffer): void => {
      if (meter.accept(chunk)) return;
      socket.off('data', check);
      close();
    };
    check(head);
    socket.prependListener('data', check);
  };

  const admit = (
    admission: Admission & { ok: true },
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): void => {
    const { facts, subprotocol } = admission;
    if (socket.destroyed) return void disconnected(facts, 1006, '');
    if (subprotocol !== undefined) subprotocols.set(request, subprotocol);
    server.handleUpgrade(request, socket, head, (webSocket) => {
      limitFrames(socket, head, () => webSocket.close(messageTooBig, 'Frame too big'));
      open(facts, webSocket);
    });
    return undefined;
  };

  return {
    upgrade: (request, socket, head) => {
      if (!isHandshake(request)) return refuse(socket, 404);
      connect(request)
        .then((admission) =>
          admission.ok ? admit(admission, request, socket, head) : refuse(socket, admission.status),
        )
        .catch((error: unknown) => {
          log(`a handshake failed: ${String(error)}`);
          refuse(socket, 500);
        });
      return undefined;
    },
    find: (connectionId) => connections.get(connectionId),
    close: () => {
      server.close();
      for (const connection of connections.values()) connection.close(1001);
    },
  };
};
