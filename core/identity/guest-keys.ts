import { createHash } from 'node:crypto';
import type { EnvironmentSecret } from '../../contracts/runtime-config';
import type { Now } from '../clock';

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

/** Unknown key ids make a keyring read the secret at most this often, milliseconds: anybody can make them up. */
const readEveryMs = 10_000;
/** What was read so is used for this long, milliseconds; by then the secret itself is fresh. */
const keepReadMs = 120_000;

/**
 * Finds the key of an id among the secret's, and in a secret that is read anew when it is not there: whoever signs may
 * have seen a rotation before whoever verifies.
 */
export const createGuestKeyring = ({
  secret,
  readSecret,
  now,
}: {
  readonly secret: () => EnvironmentSecret;
  readonly readSecret?: () => Promise<EnvironmentSecret>;
  readonly now: Now;
}): ((id: string) => Promise<GuestKey | undefined>) => {
  let read: { readonly at: number; readonly keys: Promise<readonly GuestKey[]> } | undefined;
  const has = (keys: readonly GuestKey[], id: string): GuestKey | undefined =>
    keys.find((key) => key.id === id);

  return async (id) => {
    const known = has(guestKeys(secret()), id);
    if (known !== undefined || readSecret === undefined) return known;
    const recent = read !== undefined && now() - read.at < keepReadMs ? has(await read.keys, id) : undefined;
    if (recent !== undefined || (read !== undefined && now() - read.at < readEveryMs)) return recent;
    read = { at: now(), keys: readSecret().then(guestKeys, () => []) };
    return has(await read.keys, id);
  };
};
