import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Gateway, type GatewayOptions, startGateway } from '../../local/gateway/start-gateway';
import type { InvocationOutcome } from '../../local/lambda-host/invocation';
import { listenOnLoopback } from '../../local/process/listen-on-loopback';

export interface SeenRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface BridgeEvent {
  readonly requestContext: {
    readonly routeKey: string;
    readonly eventType: string;
    readonly connectionId: string;
    readonly authorizer: Record<string, string>;
    readonly disconnectStatusCode?: number;
  };
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface GatewayUnderTest extends Gateway {
  /** What reached the orchestrator. */
  readonly requests: SeenRequest[];
  /** What the socket bridge was called with. */
  readonly events: BridgeEvent[];
  readonly authorizerEvents: unknown[];
}

interface Behaviour {
  /** What the orchestrator answers. */
  readonly answer?: (request: SeenRequest) => { readonly status: number; readonly body: string } | 'nothing';
  readonly bridge?: (event: BridgeEvent, gateway: Gateway) => Promise<InvocationOutcome>;
  readonly options?: Partial<GatewayOptions>;
}

export const ok = (payload: unknown = { statusCode: 200 }): InvocationOutcome => ({
  ok: true,
  payload: JSON.stringify(payload),
});

const failedWith = (errorMessage: string): InvocationOutcome => ({
  ok: false,
  error: { errorType: 'Error', errorMessage },
});

/** Accepts the token `valid`, on REST as a bearer, on the socket in the query. */
const authorize = (event: {
  headers: Record<string, string>;
  queryStringParameters: Record<string, string>;
}): InvocationOutcome => {
  const bearer = Object.entries(event.headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const token = event.queryStringParameters['token'] ?? bearer?.replace(/^Bearer /, '');
  if (token !== 'valid') return failedWith('Unauthorized');
  return ok({
    principalId: 'guest:1',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
    },
    context: { principalId: 'guest:1', expiresAt: '1900000000' },
  });
};

/** The gateway over real HTTP and WebSocket, before an orchestrator and functions that a test plays. */
export const startGatewayUnderTest = async (behaviour: Behaviour = {}): Promise<GatewayUnderTest> => {
  const requests: SeenRequest[] = [];
  const events: BridgeEvent[] = [];
  const authorizerEvents: unknown[] = [];
  const backend: Server = createServer((request, response) => {
    void text(request).then((body) => {
      const seen = { method: request.method, url: request.url, headers: request.headers, body };
      requests.push(seen);
      const answer = behaviour.answer?.(seen) ?? { status: 200, body: '{"reply":"はい"}' };
      if (answer !== 'nothing')
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  const orchestratorUrl = await listenOnLoopback(backend, 0);
  const gateway: Gateway = await startGateway({
    port: 0,
    connectionsPort: 0,
    orchestratorUrl,
    throttled: true,
    now: Date.now,
    log: () => undefined,
    invoke: async (name, event) => {
      const copy = JSON.parse(JSON.stringify(event));
      if (name === 'authorizer') {
        authorizerEvents.push(copy);
        return authorize(copy);
      }
      events.push(copy);
      return (await behaviour.bridge?.(copy, gateway)) ?? ok();
    },
    ...behaviour.options,
  });
  return {
    ...gateway,
    requests,
    events,
    authorizerEvents,
    close: async () => {
      backend.closeAllConnections();
      backend.close();
      await gateway.close();
    },
  };
};
