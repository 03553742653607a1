import { decodeJwt, errors } from 'jose';
import type { RuntimeConfig } from '../../contracts/runtime-config';
import type { Now } from '../clock';
import { type GuestTokens, guestTokenIssuer } from './guest-tokens';
import type { FetchBytes } from './oidc-keys-location';
import { createOidcVerifier } from './oidc-tokens';
import type { VerifyToken } from './principal';
import { InvalidTokenError } from './token-error';

export interface TokenVerifierDependencies {
  readonly guestTokens: Pick<GuestTokens, 'verify'>;
  /** The configuration as it is now; without an issuer guest tokens alone are accepted. */
  readonly config: () => Pick<RuntimeConfig, 'oidc_issuer' | 'oidc_audience'>;
  readonly now: Now;
  readonly fetchBytes?: FetchBytes;
}

/** Longer than any issuer's tokens, shorter than what headers may hold: not worth decoding. */
const maxTokenLength = 8192;

/** Who says to have issued the token. Nothing is believed here: it only chooses the keys that must fit. */
const claimedIssuer = (token: string): string | undefined => {
  if (token.length > maxTokenLength) throw new InvalidTokenError('too long');
  try {
    return decodeJwt(token).iss;
  } catch (error) {
    if (error instanceof errors.JWTInvalid) throw new InvalidTokenError('not a JWT');
    throw error;
  }
};

const checkIssuer = (issuer: string, audience: string): void => {
  if (!issuer.startsWith('https://')) throw new TypeError('oidc_issuer has to be an https URL');
  if (audience === '') throw new TypeError('oidc_audience has to be set where oidc_issuer is');
};

/** Verifies guest tokens, and JWTs of the configured OIDC issuer, each with its own algorithm and keys alone. */
export const createTokenVerifier = ({
  guestTokens,
  config,
  now,
  fetchBytes,
}: TokenVerifierDependencies): VerifyToken => {
  let oidc: { readonly issuer: string; readonly audience: string; readonly verify: VerifyToken } | undefined;

  const oidcVerifier = (issuer: string, audience: string): VerifyToken => {
    if (oidc?.issuer !== issuer || oidc.audience !== audience) {
      checkIssuer(issuer, audience);
      const verify = createOidcVerifier({ issuer, audience, now, ...(fetchBytes && { fetchBytes }) });
      oidc = { issuer, audience, verify };
    }
    return oidc.verify;
  };

  return async (token) => {
    const issuer = claimedIssuer(token);
    if (issuer === guestTokenIssuer) return guestTokens.verify(token);
    const { oidc_issuer: known, oidc_audience: audience } = config();
    if (known === '' || issuer !== known) throw new InvalidTokenError('unknown issuer');
    return oidcVerifier(known, audience)(token);
  };
};
