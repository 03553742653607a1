import { JwtVerifier } from 'aws-jwt-verify';
import { FetchError, JwksValidationError } from 'aws-jwt-verify/error';
import { SimpleFetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { Now } from '../clock';
import { createKeysLocation, type FetchBytes } from './oidc-keys-location';
import type { VerifyToken } from './principal';
import { InvalidTokenError, IssuerUnavailableError } from './token-error';

export interface OidcDependencies {
  /** `iss` of its tokens, an https URL. */
  readonly issuer: string;
  /** `aud` of tokens that are meant for this system. */
  readonly audience: string;
  readonly now: Now;
  readonly fetchBytes?: FetchBytes;
}

/** OpenID Connect Core 1.0: at most 255 ASCII characters. Without blanks it fits a header, and log lines. */
const subjectPattern = /^[\x21-\x7e]{1,255}$/;

/** A key that the issuer withdraws is believed no longer than this, milliseconds; `jose` keeps keys as long. */
const keysKeptMs = 10 * 60_000;

const isIssuersFault = (error: unknown): boolean =>
  error instanceof FetchError || error instanceof JwksValidationError || error instanceof SyntaxError;

/**
 * Verifies JWTs of one OIDC issuer: signature by the issuer's published keys (RS, ES and EdDSA; never `none` or a shared
 * secret), issuer, audience, times. The keys are read at the first token, again when a token names a new one,
 * and again when they are ten minutes old: a key that was withdrawn opens nothing any more.
 */
export const createOidcVerifier = ({
  issuer,
  audience,
  now,
  fetchBytes = (uri) => new SimpleFetcher().fetch(uri),
}: OidcDependencies): VerifyToken => {
  const unavailable = (cause: unknown): IssuerUnavailableError =>
    new IssuerUnavailableError(issuer, { cause });
  const fetch: FetchBytes = async (uri) => {
    try {
      return await fetchBytes(uri);
    } catch (error) {
      throw unavailable(error);
    }
  };
  const keysLocation = createKeysLocation(issuer, fetchBytes, now);
  const newKeys = () => ({
    since: now(),
    jwksCache: new SimpleJwksCache({ fetcher: { fetch } }),
  });
  let keys = newKeys();

  const verify = async (token: string) => {
    if (now() - keys.since >= keysKeptMs) keys = newKeys();
    const { jwksCache } = keys;
    const jwksUri = await keysLocation().catch((error: unknown) => {
      throw unavailable(error);
    });
    try {
      return await JwtVerifier.create({ issuer, audience, jwksUri }, { jwksCache }).verify(token);
    } catch (error) {
      if (error instanceof IssuerUnavailableError) throw error;
      if (isIssuersFault(error)) throw unavailable(error);
      // Beside the library's own errors, those of Node's crypto for a signature that is none.
      throw new InvalidTokenError(error instanceof Error ? error.name : 'not verifiable', { cause: error });
    }
  };

  return async (token) => {
    const { sub, exp } = await verify(token);
    if (sub === undefined || !subjectPattern.test(sub)) throw new InvalidTokenError('the subject is missing');
    if (exp === undefined || exp * 1000 <= now())
      throw new InvalidTokenError('the expiry is missing or past');
    return { principalId: `user:${sub}`, expiresAt: Math.floor(exp) };
  };
};
