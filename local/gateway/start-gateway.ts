import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import {
  callerKinds,
  callerThrottle,
  stageThrottle,
  usageKey,
  usagePlans,
  verdictCacheSeconds,
} from '../../contracts/api-routes';
import type { Now } from '../../core/clock';
import { createMalformedRefusal } from '../../core/http/refuse-malformed';
import type { InvocationOutcome } from '../lambda-host/invocation';
import { localEnvironment } from '../local-environment';
import { listenOnLoopback } from '../process/listen-on-loopback';
import { createAuthorize } from './authorizer/authorize';
import { createThrottles, noThrottles, type Throttles } from './create-throttles';
import { connectionsApi } from './management/connections-api';
import { requestLimitsMs } from './request-limits';
import { createForward, integrationTimeoutMs } from './rest/forward';
import { restApi } from './rest/rest-api';
import { createSocketApi } from './socket/socket-api';

export interface GatewayOptions {
  /** 0: a free one. */
  readonly port: number;
  readonly connectionsPort: number;
  readonly orchestratorUrl: string;
  /** Calls a function by its name. */
  readonly invoke: (name: string, event: unknown) => Promise<InvocationOutcome>;
  readonly throttled: boolean;
  readonly now: Now;
  readonly log: (line: string) => void;
  readonly integrationTimeoutMs?: number;
}

export interface Gateway {
  readonly url: string;
  readonly connectionsUrl: string;
  /** Takes no new requests, closes the sockets, and resolves when what was in flight has been answered. */
  close(): Promise<void>;
}

const plans = Object.fromEntries(
  callerKinds.map((kind) => [usageKey(localEnvironment, kind), usagePlans[kind]]),
);

const newThrottles = (throttled: boolean, now: Now): Throttles =>
  throttled ? createThrottles({ stage: stageThrottle, plans, caller: callerThrottle, now }) : noThrottles;

const lookForIdleMs = 50;

/** Takes no connection more, finishes what has begun, and closes each connection then: a client that keeps one busy would hold it open for ever. */
const stopServer = async (server: Server): Promise<void> => {
  const closed = once(server, 'close');
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  server.close();
  const closeIdle = setInterval(() => server.closeIdleConnections(), lookForIdleMs);
  await closed;
  clearInterval(closeIdle);
};

/** REST, socket and `@connections` on loopback, as API Gateway serves them. */
export const startGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const { invoke, throttled, now, log } = options;
  const askAuthorizer = (event: unknown): Promise<InvocationOutcome> => invoke('authorizer', event);
  const authorize = createAuthorize({ invoke: askAuthorizer, now, cacheSeconds: verdictCacheSeconds, log });
  const forward = createForward({
    baseUrl: options.orchestratorUrl,
    timeoutMs: options.integrationTimeoutMs ?? integrationTimeoutMs,
  });
  const sockets = createSocketApi({
    authorize,
    bridge: (event) => invoke('socket-bridge', event),
    throttles: newThrottles(throttled, now),
    now,
    log,
  });
  const malformed = createMalformedRefusal('en');
  const front = createServer(
    {
      headersTimeout: requestLimitsMs.head,
      requestTimeout: requestLimitsMs.whole,
      connectionsCheckingInterval: 2000,
      keepAliveTimeout: 65_000,
      // What has none is refused like everything else, in the documented shape.
      requireHostHeader: false,
    },
    restApi({ authorize, throttles: newThrottles(throttled, now), forward, now, log }),
  );
  front.on('upgrade', sockets.upgrade);
  front.on('clientError', malformed.onClientError);
  malformed.watch(front);
  const back = createServer({ keepAliveTimeout: 65_000 }, connectionsApi({ find: sockets.find, log }));
  const connectionsUrl = await listenOnLoopback(back, options.connectionsPort);
  const url = await listenOnLoopback(front, options.port);
  return {
    url,
    connectionsUrl,
    close: async () => {
      const stopped = stopServer(front);
      sockets.close();
      await stopped;
      back.closeAllConnections();
      await stopServer(back);
    },
  };
};
