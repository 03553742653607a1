import type { GuestReply } from '../../contracts/guest-reply';
import { findBearerToken } from './find-token';
import type { GuestTokens } from './guest-tokens';
import { InvalidTokenError } from './token-error';

/** The guest of a token that is still valid; somebody else's, or none, makes a new guest. */
const knownGuest = async (
  guestTokens: GuestTokens,
  token: string | undefined,
): Promise<string | undefined> => {
  if (token === undefined) return undefined;
  try {
    return (await guestTokens.verify(token)).principalId;
  } catch (error) {
    if (error instanceof InvalidTokenError) return undefined;
    throw error;
  }
};

/** Answers `POST /guest`, given the request's `Authorization` header: a guest who has a valid token stays the same guest. */
export const createIssueGuestToken =
  (guestTokens: GuestTokens) =>
  async (authorization?: string): Promise<GuestReply> => {
    const { token, principal } = await guestTokens.issue(
      await knownGuest(guestTokens, findBearerToken(authorization)),
    );
    return {
      token,
      tokenType: 'Bearer',
      principalId: principal.principalId,
      expiresAt: new Date(principal.expiresAt * 1000).toISOString(),
    };
  };
