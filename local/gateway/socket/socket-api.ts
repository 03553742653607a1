import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { ChatError } from '../../../core/chat/chat-error';
import type { Now } from '../../../core/clock';
import { endWithError } from '../../../core/http/end-with-error';
import type { InvocationOutcome } from '../../lambda-host/invocation';
import type { Authorize } from '../authorizer/authorize';
import type { Throttles } from '../create-throttles';
import { checkHandshake } from './check-handshake';
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

/** 32 KB a frame, 128 KB a message (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html). */
export const maxFrameBytes = 32 * 1024;
export const maxSocketMessageBytes = 128 * 1024;

const messageTooBig = 1009;

/** API Gateway takes text alone (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html). */
const unsupportedData = 1003;

const refuse = (socket: Duplex, error: ChatError): void => endWithError(socket, error, 'en');

const textOf = (data: RawData): string =>
  Array.isArray(data)
    ? Buffer.concat(data).toString()
    : Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data).toString();

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
  server.on('wsClientError', ({ message }, socket) => {
    const details = [{ field: 'handshake', problem: message }];
    refuse(socket, new ChatError('INVALID_REQUEST', 'The handshake is not valid', { details }));
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
      if (isBinary) webSocket.close(unsupportedData, 'Text alone is taken');
      else
        handle(connection, textOf(data)).catch((error: unknown) =>
          log(`a frame was not handled: ${String(error)}`),
        );
    });
    // The library closes the connection with the right code; here is nothing to add.
    webSocket.on('error', () => undefined);
    webSocket.on('close', (code, reason) => void disconnected(facts, code, reason.toString()));
  };

  /** Has to see the bytes before the library does. */
  const limitFrames = (socket: Duplex, close: () => void): void => {
    const meter = new FrameMeter(maxFrameBytes);
    const check = (chunk: Buffer): void => {
      if (meter.accept(chunk)) return;
      socket.off('data', check);
      close();
    };
    socket.prependListener('data', check);
  };

  const admit = (
    admission: Admission & { ok: true },
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): void => {
    const { facts, subprotocol } = admission;
    if (subprotocol !== undefined) subprotocols.set(request, subprotocol);
    let opened = false;
    server.handleUpgrade(request, socket, head, (webSocket) => {
      opened = true;
      limitFrames(socket, () => webSocket.close(messageTooBig, 'Frame too big'));
      open(facts, webSocket);
    });
    // The client has gone meanwhile, or the library refused it: the bridge has heard of a connection that is none.
    if (!opened) void disconnected(facts, 1006, '');
  };

  return {
    upgrade: (request, socket, head) => {
      // Nobody else listens from here on, and a client may go away at any moment.
      socket.on('error', () => socket.destroy());
      const problem = checkHandshake(request);
      if (problem !== undefined) return refuse(socket, problem);
      connect(request)
        .then((admission) =>
          admission.ok
            ? admit(admission, request, socket, head)
            : refuse(socket, new ChatError(admission.code, 'The client may not come in')),
        )
        .catch((cause: unknown) => {
          log(`a handshake failed: ${String(cause)}`);
          refuse(socket, new ChatError('INTERNAL', 'The handshake failed', { cause }));
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
