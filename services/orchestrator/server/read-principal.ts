import type { IncomingHttpHeaders } from 'node:http';
import { principalExpiryHeader, principalHeader } from '../../../contracts/api-routes';
import { ChatError } from '../../../core/chat/chat-error';

/** `guest:<uuid>` or `user:<subject>`; an OIDC subject has at most 255 ASCII characters (OpenID Connect Core 1.0, section 2). */
const principalPattern = /^(guest|user):[\x21-\x7e]{1,255}$/;

/** The principal that the gateway vouches for. Throws `UNAUTHORIZED` when there is none, or its token has expired. */
export const readPrincipal = (headers: IncomingHttpHeaders, nowMs: number): string => {
  const principalId = headers[principalHeader];
  const expiresAt = headers[principalExpiryHeader];
  if (typeof principalId !== 'string' || !principalPattern.test(principalId)) {
    throw new ChatError('UNAUTHORIZED', 'The gateway named no principal');
  }
  if (typeof expiresAt === 'string' && expiresAt !== '' && Number(expiresAt) * 1000 <= nowMs) {
    throw new ChatError('UNAUTHORIZED', "The principal's token has expired");
  }
  return principalId;
};
