import { type AuthorizerContext, callerKinds, usageKey } from '../../contracts/api-routes';
import { findBearerToken, findSocketToken } from '../../core/identity/find-token';
import type { Principal, VerifyToken } from '../../core/identity/principal';
import { InvalidTokenError } from '../../core/identity/token-error';
import type { Logger } from '../../core/observability/logger';
import { type AuthorizerEvent, headerOf } from './authorizer-event';

export interface AuthorizerDependencies {
  readonly verifyToken: VerifyToken;
  readonly environment: string;
  readonly log: Logger;
}

export interface AuthorizerVerdict {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly { Action: string; Effect: 'Allow'; Resource: string }[];
  };
  readonly context: AuthorizerContext;
  /** Of the usage plan by which a REST API counts the caller. */
  readonly usageIdentifierKey: string;
}

/** API Gateway turns this message, and no other, into 401. */
const unauthorized = (): Error => new Error('Unauthorized');

const findToken = (event: AuthorizerEvent): string | undefined => {
  const authorization = headerOf(event, 'authorization');
  if (event.requestContext?.routeKey !== '$connect') return findBearerToken(authorization);
  return findSocketToken({
    authorization,
    protocols: headerOf(event, 'sec-websocket-protocol'),
    query: event.queryStringParameters?.['token'],
  });
};

/** Every route of the stage: the gateway keeps the verdict for a token, and asks it about other routes too. */
const anyRoute = (methodArn: string): string => `${methodArn.split('/').slice(0, 2).join('/')}/*`;

/**
 * Decides who may pass the REST API, and open a socket on the WebSocket API. Without a valid token it throws
 * "Unauthorized", which is 401; when the issuer's keys cannot be read it rejects with that, which is 500.
 */
export const authorizer =
  ({ verifyToken, environment, log }: AuthorizerDependencies) =>
  async (event: AuthorizerEvent): Promise<AuthorizerVerdict> => {
    const token = findToken(event);
    if (token === undefined) throw unauthorized();
    let principal: Principal;
    try {
      principal = await verifyToken(token);
    } catch (error) {
      if (!(error instanceof InvalidTokenError)) throw error;
      log.info('a token was refused', { reason: error.reason });
      throw unauthorized();
    }
    const { principalId, expiresAt } = principal;
    const kind = callerKinds.find((name) => principalId.startsWith(`${name}:`)) ?? 'guest';
    return {
      principalId,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: anyRoute(event.methodArn) }],
      },
      context: { principalId, expiresAt: String(expiresAt) },
      usageIdentifierKey: usageKey(environment, kind),
    };
  };
