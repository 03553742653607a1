import { createHash } from 'node:crypto';
import type { EnvironmentSecret } from '../../contracts/runtime-config';

export interface GuestKey {
  /** Goes into a token's header as `kid`; says nothing about the key. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

const guestKey = (key: string): GuestKey => ({
  id: createHash('sha256').update(`guest-token-key-id:${key}`).digest('base64url').slice(0, 12),
  bytes: new TextEncoder().encode(key),
});

/** The keys of guest tokens: the first signs, all verify. */
export const guestKeys = (secret: EnvironmentSecret): readonly [GuestKey, ...GuestKey[]] => [
  guestKey(secret.guestTokenKey),
  ...(secret.previousGuestTokenKey === undefined ? [] : [guestKey(secret.previousGuestTokenKey)]),
];
