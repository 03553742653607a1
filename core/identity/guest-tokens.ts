import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { EnvironmentSecret } from '../../contracts/runtime-config';
import type { Now } from '../clock';
import { createGuestKeyring, guestKeys } from './guest-keys';
import type { Principal, VerifyToken } from './principal';
import { InvalidTokenError } from './token-error';

/** `iss` of guest tokens; an OIDC issuer is a URL, so that neither can be taken for the other. */
export const guestTokenIssuer = 'manga-assist';

const algorithm = 'HS256';
const subjectPattern = /^guest:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A day: a guest who comes back within it renews, and keeps the sessions. */
export const guestTokenLifetimeSeconds = 24 * 60 * 60;

export interface GuestTokenDependencies {
  /** The secret as it is now: it changes when keys are rotated. */
  readonly secret: () => EnvironmentSecret;
  /** Reads it anew: for a token of a key that `secret` does not have yet. Absent: such a token is refused. */
  readonly readSecret?: () => Promise<EnvironmentSecret>;
  readonly now: Now;
  readonly lifetimeSeconds?: number;
}

export interface GuestTokens {
  /** A token for this guest, or for a new one. */
  issue(principalId?: string): Promise<{ readonly token: string; readonly principal: Principal }>;
  readonly verify: VerifyToken;
}

/** Guest tokens: JWTs signed with HMAC-SHA-256 by the environment's newest key, and verified by it or the one before. */
export const createGuestTokens = (dependencies: GuestTokenDependencies): GuestTokens => {
  const { secret, now, lifetimeSeconds = guestTokenLifetimeSeconds } = dependencies;
  const findKey = createGuestKeyring(dependencies);

  return {
    async issue(principalId = `guest:${randomUUID()}`) {
      const [key] = guestKeys(secret());
      const issuedAt = Math.floor(now() / 1000);
      const expiresAt = issuedAt + lifetimeSeconds;
      const token = await new SignJWT()
        .setProtectedHeader({ alg: algorithm, kid: key.id, typ: 'JWT' })
        .setIssuer(guestTokenIssuer)
        .setSubject(principalId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(key.bytes);
      return { token, principal: { principalId, expiresAt } };
    },

    async verify(token) {
      try {
        const { payload } = await jwtVerify(
          token,
          async ({ kid }) => {
            const key = kid === undefined ? undefined : await findKey(kid);
            if (key === undefined) throw new errors.JWKSNoMatchingKey();
            return key.bytes;
          },
          {
            algorithms: [algorithm],
            issuer: guestTokenIssuer,
            requiredClaims: ['exp', 'iat', 'sub'],
            currentDate: new Date(now()),
          },
        );
        if (payload.sub === undefined || payload.exp === undefined || !subjectPattern.test(payload.sub))
          throw new errors.JWTInvalid('the subject is not a guest');
        return { principalId: payload.sub, expiresAt: Math.floor(payload.exp) };
      } catch (error) {
        if (error instanceof errors.JOSEError) throw new InvalidTokenError(error.code, { cause: error });
        throw error;
      }
    },
  };
};
