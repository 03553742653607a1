import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { createGuestTokens } from '../../../core/identity/guest-tokens';
import { createTokenVerifier } from '../../../core/identity/token-verifier';
import { createOidcIssuer } from '../../support/oidc-issuer';

const now = () => Date.now();
const guestTokens = createGuestTokens({ secret: () => ({ guestTokenKey: 'k'.repeat(64) }), now });

const createTestVerifier = async (changes: { issuer?: string; audience?: string } = {}) => {
  const oidc = await createOidcIssuer();
  const config = {
    oidc_issuer: changes.issuer ?? oidc.issuer,
    oidc_audience: changes.audience ?? 'manga-store',
  };
  const verify = createTokenVerifier({
    guestTokens,
    config: () => config,
    now,
    fetchBytes: oidc.fetchBytes,
  });
  return { oidc, verify, config };
};

const invalid = { name: 'InvalidTokenError', code: 'UNAUTHORIZED' };

describe('who is calling', () => {
  test('a guest is known by a guest token', async () => {
    const { verify, oidc } = await createTestVerifier();
    const { token, principal } = await guestTokens.issue();
    expect(await verify(token)).toEqual(principal);
    expect(oidc.fetched).toEqual([]);
  });

  test('a customer who is signed in is known by a token of the configured issuer', async () => {
    const { verify, oidc } = await createTestVerifier();
    const exp = Math.floor(Date.now() / 1000) + 600;
    expect(await verify(await oidc.sign({ exp }))).toEqual({ principalId: 'user:a1b2', expiresAt: exp });
  });

  test("the issuer's keys are read once, at the place that its discovery document names", async () => {
    const { verify, oidc } = await createTestVerifier();
    for (let at = 0; at < 3; at += 1) await verify(await oidc.sign());
    expect(oidc.fetched).toEqual([
      'https://login.example.com/pool/.well-known/openid-configuration',
      'https://login.example.com/pool/keys',
    ]);
  });

  test('without a configured issuer guest tokens alone are accepted', async () => {
    const { verify, oidc } = await createTestVerifier({ issuer: '', audience: '' });
    await expect(verify(await oidc.sign())).rejects.toMatchObject(invalid);
    await expect(verify((await guestTokens.issue()).token)).resolves.toBeDefined();
  });

  test('an issuer that operators configure later is accepted without a restart', async () => {
    const { verify, oidc, config } = await createTestVerifier({ issuer: '', audience: '' });
    Object.assign(config, { oidc_issuer: oidc.issuer, oidc_audience: 'manga-store' });
    await expect(verify(await oidc.sign())).resolves.toMatchObject({ principalId: 'user:a1b2' });
  });

  test.each<[string, Record<string, unknown>]>([
    ['for another audience', { aud: 'another-shop' }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['that is over', { exp: 1_700_000_000 }],
    ['that is not valid yet', { nbf: 4_000_000_000 }],
    ['without a subject', { sub: undefined }],
    ['whose subject would not fit a header', { sub: 'a\r\nx-manga-principal: user:b' }],
  ])('a token %s is refused', async (_name, claims) => {
    const { verify, oidc } = await createTestVerifier();
    await expect(verify(await oidc.sign(claims))).rejects.toMatchObject(invalid);
  });

  test('a token of an unknown key is refused', async () => {
    const { verify, oidc } = await createTestVerifier();
    await verify(await oidc.sign());
    await expect(verify(await oidc.sign({}, { kid: 'key-2' }))).rejects.toMatchObject(invalid);
    await expect(verify(await oidc.sign({}, { kid: 'key-3' }))).rejects.toMatchObject(invalid);
  });

  test('a key that the issuer withdraws opens nothing after ten minutes', async () => {
    const { verify, oidc } = await createTestVerifier();
    const token = await oidc.sign();
    await verify(token);
    oidc.documents[`${oidc.issuer}/keys`] = { keys: [] };
    await expect(verify(token)).resolves.toMatchObject({ principalId: 'user:a1b2' });
    const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 10 * 60_000);
    try {
      await expect(verify(token)).rejects.toMatchObject(invalid);
    } finally {
      later.mockRestore();
    }
  });

  test("a token that is signed with the issuer's public key as a shared secret is refused", async () => {
    const { verify, oidc } = await createTestVerifier();
    const secret = new TextEncoder().encode(await exportSPKI(oidc.publicKey));
    const forged = await new SignJWT({ iss: oidc.issuer, aud: 'manga-store', sub: 'a1b2' })
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .setExpirationTime('1h')
      .sign(secret);
    await expect(verify(forged)).rejects.toMatchObject(invalid);
  });

  test('a guest token cannot be signed with a key pair, nor be unsigned', async () => {
    const { verify } = await createTestVerifier();
    const { privateKey } = await generateKeyPair('RS256');
    const sub = 'guest:00000000-0000-4000-8000-000000000000';
    const forged = await new SignJWT({ iss: 'manga-assist', sub })
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${part({ alg: 'none' })}.${part({ iss: 'manga-assist', sub, iat: 1, exp: 4_000_000_000 })}.`;
    for (const token of [forged, unsigned]) await expect(verify(token)).rejects.toMatchObject(invalid);
  });

  test.each(['', 'a.b.c', 'x'.repeat(10_000), 'e30.e30.e30'])('nonsense is refused (%#)', async (token) => {
    const { verify } = await createTestVerifier();
    await expect(verify(token)).rejects.toMatchObject(invalid);
  });

  test('while the issuer cannot be reached nobody can tell: that is not a refusal, and it is asked again later', async () => {
    const { verify, oidc } = await createTestVerifier();
    const known = { ...oidc.documents };
    for (const uri of Object.keys(oidc.documents)) delete oidc.documents[uri];
    const token = await oidc.sign();
    await expect(verify(token)).rejects.toMatchObject({ name: 'IssuerUnavailableError', retryable: true });
    await expect(verify(token)).rejects.toMatchObject({ name: 'IssuerUnavailableError' });
    expect(oidc.fetched).toHaveLength(1);
    Object.assign(oidc.documents, known);
    const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 5001);
    try {
      await expect(verify(token)).resolves.toMatchObject({ principalId: 'user:a1b2' });
    } finally {
      later.mockRestore();
    }
  });

  test('a discovery document of another issuer is not believed', async () => {
    const { verify, oidc } = await createTestVerifier();
    oidc.documents[`${oidc.issuer}/.well-known/openid-configuration`] = {
      issuer: 'https://evil.example',
      jwks_uri: 'https://evil.example/keys',
    };
    await expect(verify(await oidc.sign())).rejects.toMatchObject({
      name: 'IssuerUnavailableError',
      cause: expect.objectContaining({ message: expect.stringContaining('another issuer') }),
    });
  });

  test('an issuer without an audience is a mistake of the configuration, and says so', async () => {
    const { verify, oidc } = await createTestVerifier({ audience: '' });
    await expect(verify(await oidc.sign())).rejects.toThrow('oidc_audience has to be set');
  });
});
