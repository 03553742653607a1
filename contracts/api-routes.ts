/** Bodies above this are refused with 413 by both gateways, in bytes. */
export const maxBodyBytes = 64 * 1024;

/** Requests a second and burst for all callers together. */
export const stageThrottle = { rateLimit: 100, burstLimit: 200 } as const;

/** Requests a second and burst for one caller: the firewall's rate by token in AWS, the principal locally. */
export const callerThrottle = { rateLimit: 10, burstLimit: 20 } as const;

/** Kinds of principal, each with a usage plan of its own on the REST API. */
export const callerKinds = ['guest', 'user'] as const;
export type CallerKind = (typeof callerKinds)[number];

/** Requests a second and burst for all callers of one kind: guests cannot use up what signed-in customers need. */
export const usagePlans = {
  guest: { rateLimit: 60, burstLimit: 120 },
  user: { rateLimit: 100, burstLimit: 200 },
} as const satisfies Record<CallerKind, { rateLimit: number; burstLimit: number }>;

/**
 * What the authorizer returns to the REST API as `usageIdentifierKey`: the key of the plan by which the caller is
 * counted. Not a credential: API Gateway takes it from the authorizer alone, never from a caller.
 */
export const usageKey = (environment: string, kind: CallerKind): string =>
  `manga-assist-${environment}-${kind}-callers`;

/** Names of the request models, each a draft-04 document of this folder. */
export type RequestModelName = 'ChatRequest' | 'Ping';

export interface RestRoute {
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  /** Who may call: anybody, or whoever holds a valid token. */
  readonly caller: 'anyone' | 'principal';
  readonly model?: RequestModelName;
  /** Headers without which a request is refused with 400, beside `Authorization`, without which it is 401. */
  readonly requiredHeaders?: readonly string[];
}

/** The REST API. All routes reach the orchestrator on the same path. */
export const restRoutes = [
  {
    operation: 'chat',
    method: 'POST',
    path: '/chat',
    summary: 'Send a message, read or clear a session',
    caller: 'principal',
    model: 'ChatRequest',
    requiredHeaders: ['Content-Type'],
  },
  { operation: 'guest', method: 'POST', path: '/guest', summary: 'Get a guest token', caller: 'anyone' },
  {
    operation: 'health',
    method: 'GET',
    path: '/health',
    summary: 'Whether the service is up',
    caller: 'anyone',
  },
] as const satisfies readonly RestRoute[];

export interface SocketRoute {
  /** Value of the frame's `action`, or one of API Gateway's own routes. */
  readonly routeKey: string;
  readonly model?: RequestModelName;
  /** `bridge`: the socket-bridge function; `pong`: answered by the gateway itself. */
  readonly integration: 'bridge' | 'pong';
}

/** The WebSocket API; the route is chosen by `$request.body.action`. */
export const socketRoutes = [
  { routeKey: '$connect', integration: 'bridge' },
  { routeKey: '$disconnect', integration: 'bridge' },
  { routeKey: '$default', integration: 'bridge' },
  { routeKey: 'sendMessage', model: 'ChatRequest', integration: 'bridge' },
  { routeKey: 'getHistory', model: 'ChatRequest', integration: 'bridge' },
  { routeKey: 'clearSession', model: 'ChatRequest', integration: 'bridge' },
  { routeKey: 'ping', model: 'Ping', integration: 'pong' },
] as const satisfies readonly SocketRoute[];

/** Headers that the gateway sets for the orchestrator, from the authorizer's verdict; a caller's own are overwritten. */
export const principalHeader = 'x-manga-principal';
export const principalExpiryHeader = 'x-manga-principal-expires-at';
export const requestIdHeader = 'x-request-id';

/** The authorizer's verdict on a token is kept this long by the REST gateway: a token that is revoked lives on for as much. */
export const verdictCacheSeconds = 60;

/** Sub-protocol that carries a token in a browser: `new WebSocket(url, ['manga-assist', token])`. */
export const socketSubprotocol = 'manga-assist';

/** What the authorizer tells the gateways, as strings: API Gateway's context holds no others. */
export interface AuthorizerContext {
  /** `guest:<uuid>` or `user:<issuer's subject>` */
  readonly principalId: string;
  /** Epoch seconds. */
  readonly expiresAt: string;
}

/** Where the socket bridge posts a {@link SocketMessage}, on the orchestrator. */
export const socketMessagesPath = '/socket/messages';

/**
 * Who waits how long for one frame, in milliseconds, each below the next: API Gateway gives an integration 29 s
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html).
 * `answer`: the orchestrator, its last frame included; `bridge`: the socket bridge, which then sends the error frame itself.
 */
export const socketTimeoutsMs = { answer: 26_500, bridge: 28_000, integration: 29_000 } as const;

/**
 * What the socket bridge posts to the orchestrator, and waits for. A 2xx answer says that nobody waits any more:
 * the last frame was sent, or the reader is gone. After any other answer, an {@link ErrorBody} where there is one,
 * and after none at all, the bridge sends the error frame.
 */
export interface SocketMessage {
  readonly connectionId: string;
  readonly principalId: string;
  /** The frame's own, or made up by the bridge: every frame about it carries this one. */
  readonly requestId: string;
  /** Frame as the client sent it. */
  readonly body: string;
  /**
   * When the bridge sent this, in epoch milliseconds: from then it waits, however long the message stood in a queue of
   * connections. Absent in messages of a bridge that is one deployment older.
   */
  readonly sentAt?: number;
}
