import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { loopback } from '../../local-environment';
import { socketApiId, socketRouteArn, stageName } from '../api-ids';
import { callerParameters } from '../caller';
import type { ConnectionFacts } from './connection';

const eventTypes = { $connect: 'CONNECT', $disconnect: 'DISCONNECT' } as const;

const requestContext = (facts: ConnectionFacts, routeKey: string, now: number) => ({
  routeKey,
  eventType: routeKey === '$connect' || routeKey === '$disconnect' ? eventTypes[routeKey] : 'MESSAGE',
  connectionId: facts.connectionId,
  connectedAt: facts.connectedAt,
  requestTimeEpoch: now,
  requestTime: new Date(now).toUTCString(),
  requestId: randomUUID(),
  extendedRequestId: randomUUID(),
  messageDirection: 'IN',
  identity: { sourceIp: facts.sourceIp, userAgent: facts.userAgent },
  domainName: loopback,
  stage: stageName,
  apiId: socketApiId,
});

/** What the authorizer of the WebSocket API is called with, on `$connect`. */
export const socketAuthorizerEvent = (request: IncomingMessage, facts: ConnectionFacts, now: number) => ({
  type: 'REQUEST',
  methodArn: socketRouteArn('$connect'),
  ...callerParameters(request),
  stageVariables: null,
  requestContext: requestContext(facts, '$connect', now),
});

/** What the bridge is called with when a client connects. */
export const connectEvent = (request: IncomingMessage, facts: ConnectionFacts, now: number) => ({
  ...callerParameters(request),
  requestContext: { ...requestContext(facts, '$connect', now), authorizer: facts.authorizer },
  isBase64Encoded: false,
});

/** … when it sends a message. */
export const messageEvent = (facts: ConnectionFacts, routeKey: string, body: string, now: number) => ({
  requestContext: {
    ...requestContext(facts, routeKey, now),
    messageId: randomUUID(),
    authorizer: facts.authorizer,
  },
  body,
  isBase64Encoded: false,
});

/** … when it has gone. */
export const disconnectEvent = (facts: ConnectionFacts, code: number, reason: string, now: number) => ({
  headers: {},
  multiValueHeaders: {},
  requestContext: {
    ...requestContext(facts, '$disconnect', now),
    disconnectStatusCode: code,
    disconnectReason: reason,
    authorizer: facts.authorizer,
  },
  isBase64Encoded: false,
});
