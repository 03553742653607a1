import { createGuestTokens } from '../../../core/identity/guest-tokens';
import { IssuerUnavailableError } from '../../../core/identity/token-error';
import { createTokenVerifier } from '../../../core/identity/token-verifier';
import type { LogFields } from '../../../core/observability/logger';
import { silentLogger } from '../../../core/observability/logger';
import { authorizer } from '../../../lambdas/authorizer/authorizer';
import type { AuthorizerEvent } from '../../../lambdas/authorizer/authorizer-event';

const now = () => Date.now();
const guestTokens = createGuestTokens({ secret: () => ({ guestTokenKey: 'k'.repeat(64) }), now });
const restArn = 'arn:aws:execute-api:ap-northeast-1:123456789012:abcdef123/prod/POST/chat';
const socketArn = 'arn:aws:execute-api:ap-northeast-1:123456789012:ghijkl456/prod/$connect';

const createTestAuthorizer = (changes: Partial<Parameters<typeof authorizer>[0]> = {}) => {
  const logged: unknown[] = [];
  const authorize = authorizer({
    verifyToken: createTokenVerifier({
      guestTokens,
      config: () => ({ oidc_issuer: '', oidc_audience: '' }),
      now,
    }),
    environment: 'test',
    log: { ...silentLogger, info: (message: string, fields?: LogFields) => logged.push([message, fields]) },
    ...changes,
  });
  return { authorize, logged };
};

const rest = (headers: Record<string, string>, query: Record<string, string> = {}): AuthorizerEvent => ({
  methodArn: restArn,
  headers,
  queryStringParameters: query,
  requestContext: {},
});
const connect = (headers: Record<string, string>, query: Record<string, string> = {}): AuthorizerEvent => ({
  methodArn: socketArn,
  headers,
  queryStringParameters: query,
  requestContext: { routeKey: '$connect' },
});

describe('the authorizer', () => {
  test('lets who has a valid token call every route of the REST API, so that a cached verdict fits them all', async () => {
    const { authorize } = createTestAuthorizer();
    const { token, principal } = await guestTokens.issue();
    expect(await authorize(rest({ Authorization: `Bearer ${token}` }))).toEqual({
      principalId: principal.principalId,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'execute-api:Invoke',
            Effect: 'Allow',
            Resource: 'arn:aws:execute-api:ap-northeast-1:123456789012:abcdef123/prod/*',
          },
        ],
      },
      context: { principalId: principal.principalId, expiresAt: String(principal.expiresAt) },
      usageIdentifierKey: 'manga-assist-test-guest-callers',
    });
  });

  test('finds the header whatever the case of its name', async () => {
    const { authorize } = createTestAuthorizer();
    const { token } = await guestTokens.issue();
    await expect(authorize(rest({ authorization: `Bearer ${token}` }))).resolves.toBeDefined();
  });

  test.each(['header', 'sub-protocol', 'query'])('opens a socket for a token in the %s', async (place) => {
    const { authorize } = createTestAuthorizer();
    const { token, principal } = await guestTokens.issue();
    const events: Record<string, AuthorizerEvent> = {
      header: connect({ Authorization: `Bearer ${token}` }),
      'sub-protocol': connect({ 'Sec-WebSocket-Protocol': `manga-assist, ${token}` }),
      query: connect({}, { token }),
    };
    expect(await authorize(events[place]!)).toMatchObject({
      principalId: principal.principalId,
      policyDocument: {
        Statement: [{ Resource: 'arn:aws:execute-api:ap-northeast-1:123456789012:ghijkl456/prod/*' }],
      },
    });
  });

  test('does not take a token from the query of a REST call: there it would end up in logs', async () => {
    const { authorize } = createTestAuthorizer();
    const { token } = await guestTokens.issue();
    await expect(authorize(rest({}, { token }))).rejects.toThrow(/^Unauthorized$/);
  });

  test('counts customers who are signed in by a plan of their own', async () => {
    const { authorize } = createTestAuthorizer({
      verifyToken: async () => ({ principalId: 'user:a1b2', expiresAt: 2_000_000_000 }),
    });
    expect((await authorize(rest({ Authorization: 'Bearer x' }))).usageIdentifierKey).toBe(
      'manga-assist-test-user-callers',
    );
  });

  test.each<[string, AuthorizerEvent]>([
    ['no headers at all', { methodArn: restArn, headers: null, queryStringParameters: null }],
    ['no token', rest({})],
    ['another scheme', rest({ Authorization: 'Basic dXNlcjpwYXNz' })],
    ['a token that is none', rest({ Authorization: 'Bearer secret-of-somebody' })],
    ['a socket without a token', connect({})],
    ['a socket with a token that is none', connect({}, { token: 'secret-of-somebody' })],
  ])('answers %s with "Unauthorized", and logs nothing of a token', async (_name, event) => {
    const { authorize, logged } = createTestAuthorizer();
    await expect(authorize(event)).rejects.toThrow(/^Unauthorized$/);
    expect(JSON.stringify(logged)).not.toContain('secret');
  });

  test('does not call it a refusal when nobody could check the token', async () => {
    const { authorize } = createTestAuthorizer({
      verifyToken: async () => {
        throw new IssuerUnavailableError('https://login.example.com');
      },
    });
    await expect(authorize(rest({ Authorization: 'Bearer x' }))).rejects.toThrow('cannot be read');
  });
});
