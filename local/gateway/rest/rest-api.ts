import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import {
  maxBodyBytes,
  principalExpiryHeader,
  principalHeader,
  type RestRoute,
  requestIdHeader,
} from '../../../contracts/api-routes';
import type { Now } from '../../../core/clock';
import type { Authorize } from '../authorizer/authorize';
import type { Throttles } from '../create-throttles';
import { restAuthorizerEvent } from './authorizer-event';
import { checkBody } from './check-body';
import { checkHeaders } from './check-headers';
import { decodeContent } from './decode-content';
import type { Forward } from './forward';
import { matchRoute } from './match-route';
import { readBody } from './read-body';
import { type Refusal, sendRefusal } from './refusal';

interface Dependencies {
  readonly authorize: Authorize;
  readonly throttles: Throttles;
  readonly forward: Forward;
  readonly now: Now;
  readonly log: (line: string) => void;
}

type Principal = Readonly<Record<string, string>>;
type Caller =
  | { readonly ok: true; readonly principal: Principal }
  | { readonly ok: false; readonly refusal: Refusal };

const throttled = (retryAfterSeconds: number): Refusal | undefined =>
  retryAfterSeconds === 0 ? undefined : { code: 'RATE_LIMITED', retryAfterSeconds };

/** What the caller sent, with the headers that are the gateway's to set: the caller's own are dropped. */
const headersFor = (request: IncomingMessage, principal: Principal, requestId: string) => ({
  ...request.headers,
  'content-encoding': undefined,
  [principalHeader]: principal['principalId'],
  [principalExpiryHeader]: principal['expiresAt'],
  [requestIdHeader]: requestId,
  'x-forwarded-for': request.socket.remoteAddress,
});

/** The REST API of `contracts/api-routes.ts` as API Gateway and its firewall serve it: every refusal before the orchestrator sees it. */
export const restApi = ({ authorize, throttles, forward, now, log }: Dependencies): RequestListener => {
  const callerOf = async (request: IncomingMessage, route: RestRoute, requestId: string): Promise<Caller> => {
    if (route.caller === 'anyone') return { ok: true, principal: {} };
    const token = request.headers.authorization;
    if (token === undefined || token === '') return { ok: false, refusal: { code: 'UNAUTHORIZED' } };
    const event = restAuthorizerEvent(request, route, requestId, now());
    const authorization = await authorize(event, token);
    if (!authorization.ok) return { ok: false, refusal: { code: authorization.code } };
    const principal = authorization.context;
    const refusal =
      throttled(throttles.plan(authorization.usageKey)) ??
      throttled(throttles.caller(principal['principalId'] ?? ''));
    return refusal === undefined ? { ok: true, principal } : { ok: false, refusal };
  };

  const serve = async (
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<Refusal | undefined> => {
    const method = request.method ?? '';
    const url = request.url ?? '';
    const route = matchRoute(method, url);
    if (route === undefined) return { code: 'NOT_FOUND' };
    const ambiguous = checkHeaders(request);
    if (ambiguous !== undefined) return ambiguous;
    const received = await readBody(request, maxBodyBytes);
    // What may be left of the body is not read, so the connection cannot carry another request.
    if (received === undefined) return { code: 'PAYLOAD_TOO_LARGE', headers: { connection: 'close' } };
    const overload = throttled(throttles.stage());
    if (overload !== undefined) return overload;
    const caller = await callerOf(request, route, requestId);
    if (!caller.ok) return caller.refusal;
    const decoded = await decodeContent(request.headers['content-encoding'], received, maxBodyBytes);
    if (!decoded.ok) return decoded.refusal;
    const { body } = decoded;
    const invalid = checkBody(route, request.headers['content-type'], body);
    if (invalid !== undefined) return invalid;
    const headers = headersFor(request, caller.principal, requestId);
    return forward({ method, url, headers, body }, response, { [requestIdHeader]: requestId });
  };

  return (request, response) => {
    const requestId = randomUUID();
    serve(request, response, requestId)
      .then((refusal) => {
        if (refusal !== undefined && !response.headersSent) sendRefusal(response, refusal, requestId);
      })
      .catch((error: unknown) => {
        if (request.destroyed && !response.writable) return;
        log(`${request.method} failed: ${String(error)}`);
        if (response.headersSent) response.destroy();
        else sendRefusal(response, { code: 'INTERNAL' }, requestId);
      });
  };
};
