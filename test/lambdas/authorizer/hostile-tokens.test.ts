import * as fc from 'fast-check';
import { createGuestTokens } from '../../../core/identity/guest-tokens';
import { createTokenVerifier } from '../../../core/identity/token-verifier';
import { silentLogger } from '../../../core/observability/logger';
import { authorizer } from '../../../lambdas/authorizer/authorizer';
import { createOidcIssuer } from '../../support/oidc-issuer';

const base64url = (value: string | Buffer): string => Buffer.from(value).toString('base64url');

/** A value that no schema expects, or nearly the right one. */
const odd = fc.oneof(
  fc.constantFrom(null, true, '', 0, -1, 1e308, [], {}, [[]], '__proto__', '\ud800', 'x'.repeat(300)),
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

const header = fc.record(
  {
    alg: fc.oneof(fc.constantFrom('none', 'HS256', 'RS256', 'ES256', 'EdDSA', 'rs256'), odd),
    typ: fc.oneof(fc.constant('JWT'), odd),
    kid: fc.oneof(fc.constantFrom('k1', '../../etc/passwd', ''), odd),
    jku: fc.oneof(fc.constant('https://evil.example/keys'), odd),
    jwk: odd,
    crit: fc.oneof(fc.constant(['b64']), odd),
    b64: fc.oneof(fc.constant(false), odd),
  },
  { requiredKeys: [] },
);

const payload = (issuers: readonly string[]) =>
  fc.record(
    {
      iss: fc.oneof(fc.constantFrom(...issuers), odd),
      sub: fc.oneof(fc.constant('guest:0d9a7c1f-aaaa-4bbb-8ccc-0123456789ab'), fc.constant('a1b2'), odd),
      aud: fc.oneof(fc.constant('manga-store'), odd),
      exp: fc.oneof(fc.constant(4_000_000_000), odd),
      iat: fc.oneof(fc.constant(1_700_000_000), odd),
      nbf: odd,
    },
    { requiredKeys: ['iss'] },
  );

/** Tokens that nobody signed: whole in form, or broken in their parts. */
const hostileToken = (issuers: readonly string[], genuine: string) => {
  const [realHeader = '', realPayload = '', realSignature = ''] = genuine.split('.');
  const part = (real: string, made: fc.Arbitrary<object>) =>
    fc.oneof(
      { weight: 4, arbitrary: made.map((value) => base64url(JSON.stringify(value))) },
      { weight: 2, arbitrary: fc.constant(real) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }).map(base64url) },
      { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z0-9._~+/=-]{0,40}$/) },
    );
  return fc.oneof(
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 9000 }) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(
          part(realHeader, header),
          part(realPayload, payload(issuers)),
          fc.oneof(fc.constant(realSignature), fc.constant(''), fc.base64String().map(base64url)),
          fc.constantFrom('', '.', '.x.y'),
        )
        .map(([first, second, third, rest]) => `${first}.${second}.${third}${rest}`),
    },
  );
};

describe('tokens that nobody issued', () => {
  test.each(['REST', 'socket'])('open nothing, and are the caller’s fault, on the %s API', async (api) => {
    const now = Date.now;
    const oidc = await createOidcIssuer();
    const guestTokens = createGuestTokens({ secret: () => ({ guestTokenKey: 'k'.repeat(64) }), now });
    const authorize = authorizer({
      verifyToken: createTokenVerifier({
        guestTokens,
        config: () => ({ oidc_issuer: oidc.issuer, oidc_audience: 'manga-store' }),
        now,
        fetchBytes: oidc.fetchBytes,
      }),
      environment: 'local',
      log: silentLogger,
    });
    const genuine = [(await guestTokens.issue()).token, await oidc.sign()];
    const event = (token: string) => ({
      methodArn: 'arn:aws:execute-api:us-east-1:000000000000:api/stage/POST/chat',
      ...(api === 'REST'
        ? { headers: { Authorization: `Bearer ${token}` } }
        : { queryStringParameters: { token }, requestContext: { routeKey: '$connect' } }),
    });
    for (const token of genuine) {
      await expect(authorize(event(token))).resolves.toBeDefined();
      await fc.assert(
        fc.asyncProperty(hostileToken([oidc.issuer, 'manga-assist'], token), async (hostile) => {
          fc.pre(!genuine.includes(hostile));
          await expect(authorize(event(hostile))).rejects.toThrow(/^Unauthorized$/);
        }),
        { numRuns: 400 },
      );
    }
  });
});
