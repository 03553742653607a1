import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** An OIDC issuer: its documents by URI, and tokens signed with its key. */
export const createOidcIssuer = async (issuer = 'https://login.example.com/pool') => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwksUri = `${issuer}/keys`;
  const documents: Record<string, unknown> = {
    [`${issuer}/.well-known/openid-configuration`]: { issuer, jwks_uri: jwksUri },
    [jwksUri]: { keys: [{ ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'ES256', use: 'sig' }] },
  };
  const fetched: string[] = [];
  return {
    issuer,
    documents,
    fetched,
    fetchBytes: async (uri: string): Promise<ArrayBuffer> => {
      fetched.push(uri);
      if (!(uri in documents)) throw new Error(`${uri} does not answer`);
      return new TextEncoder().encode(JSON.stringify(documents[uri])).buffer;
    },
    sign: (claims: JWTPayload = {}, header: { kid?: string } = {}): Promise<string> =>
      new SignJWT({ iss: issuer, aud: 'manga-store', sub: 'a1b2', ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'key-1', ...header })
        .setIssuedAt()
        .setExpirationTime(claims.exp ?? '1h')
        .sign(privateKey),
    publicKey,
  };
};
