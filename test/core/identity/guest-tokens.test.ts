import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import type { EnvironmentSecret } from '../../../contracts/runtime-config';
import { createGuestTokens } from '../../../core/identity/guest-tokens';
import { createIssueGuestToken } from '../../../core/identity/issue-guest-token';

const keys = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)] as const;
const hour = 3600;
const start = 1_764_000_000;

const createTestGuests = (secret: EnvironmentSecret = { guestTokenKey: keys[0] }) => {
  const state = { secret, seconds: start };
  return {
    state,
    guests: createGuestTokens({ secret: () => state.secret, now: () => state.seconds * 1000 }),
  };
};

const sign = (claims: Record<string, unknown>, header: Record<string, unknown>, key: string) =>
  new SignJWT({ iss: 'manga-assist', iat: start, exp: start + hour, ...claims })
    .setProtectedHeader({ alg: 'HS256', ...header })
    .sign(new TextEncoder().encode(key));

const unsigned = (claims: Record<string, unknown>): string => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ iss: 'manga-assist', iat: start, exp: start + hour, ...claims })}.`;
};

describe('guest tokens', () => {
  test('a token names a guest of its own, and when it ends', async () => {
    const { guests } = createTestGuests();
    const [one, another] = [await guests.issue(), await guests.issue()];
    expect(one.principal.principalId).toMatch(/^guest:[0-9a-f-]{36}$/);
    expect(one.principal.principalId).not.toBe(another.principal.principalId);
    expect(one.principal.expiresAt).toBe(start + 24 * hour);
    expect(await guests.verify(one.token)).toEqual(one.principal);
  });

  test('a token is good until its end and not after it', async () => {
    const { guests, state } = createTestGuests();
    const { token } = await guests.issue();
    state.seconds = start + 24 * hour - 1;
    await expect(guests.verify(token)).resolves.toBeDefined();
    state.seconds = start + 24 * hour;
    await expect(guests.verify(token)).rejects.toMatchObject({
      name: 'InvalidTokenError',
      code: 'UNAUTHORIZED',
      reason: 'ERR_JWT_EXPIRED',
    });
  });

  test('when keys are rotated, tokens of the key before stay good and new ones have the new key', async () => {
    const { guests, state } = createTestGuests();
    const first = await guests.issue();
    state.secret = { guestTokenKey: keys[1], previousGuestTokenKey: keys[0] };
    const second = await guests.issue();
    await expect(guests.verify(first.token)).resolves.toEqual(first.principal);
    await expect(guests.verify(second.token)).resolves.toEqual(second.principal);
    expect(decodeProtectedHeader(second.token).kid).not.toBe(decodeProtectedHeader(first.token).kid);
    state.secret = { guestTokenKey: keys[2], previousGuestTokenKey: keys[1] };
    await expect(guests.verify(first.token)).rejects.toMatchObject({ reason: 'ERR_JWKS_NO_MATCHING_KEY' });
    await expect(guests.verify(second.token)).resolves.toEqual(second.principal);
  });

  test('who verifies learns of a rotation from the first token of the new key, and asks seldom', async () => {
    const rotated = { guestTokenKey: keys[1], previousGuestTokenKey: keys[0] };
    const { token } = await createTestGuests(rotated).guests.issue();
    const strange = await createTestGuests({ guestTokenKey: keys[2] }).guests.issue();
    let reads = 0;
    let seconds = start;
    const guests = createGuestTokens({
      secret: () => ({ guestTokenKey: keys[0] }),
      readSecret: async () => {
        reads += 1;
        return rotated;
      },
      now: () => seconds * 1000,
    });
    await Promise.all([guests.verify(token), guests.verify(token)]);
    await expect(guests.verify(strange.token)).rejects.toMatchObject({ name: 'InvalidTokenError' });
    expect(reads).toBe(1);
    seconds += 10;
    await expect(guests.verify(strange.token)).rejects.toMatchObject({ name: 'InvalidTokenError' });
    await expect(guests.verify(token)).resolves.toBeDefined();
    expect(reads).toBe(2);
  });

  test('a secret that cannot be read anew makes no token valid, and no error of ours', async () => {
    const { token } = await createTestGuests({ guestTokenKey: keys[1] }).guests.issue();
    const guests = createGuestTokens({
      secret: () => ({ guestTokenKey: keys[0] }),
      readSecret: async () => {
        throw new Error('throttled');
      },
      now: () => start * 1000,
    });
    await expect(guests.verify(token)).rejects.toMatchObject({ name: 'InvalidTokenError' });
  });

  test('a token tells nothing of the key', async () => {
    const { guests } = createTestGuests();
    const { token } = await guests.issue();
    expect(JSON.stringify([decodeProtectedHeader(token), decodeJwt(token)])).not.toContain('aaaa');
  });

  test('forged tokens are refused', async () => {
    const { guests } = createTestGuests();
    const { token, principal } = await guests.issue();
    const { kid } = decodeProtectedHeader(token) as { kid: string };
    const sub = principal.principalId;
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const otherPayload = Buffer.from(
      JSON.stringify({ ...decodeJwt(token), sub: 'guest:00000000-0000-4000-8000-000000000000' }),
    ).toString('base64url');
    const forged = [
      unsigned({ sub }),
      await sign({ sub }, { kid }, keys[1]),
      await sign({ sub }, {}, keys[0]),
      await sign({ sub, iss: 'https://elsewhere.example' }, { kid }, keys[0]),
      await sign({ sub: 'user:admin' }, { kid }, keys[0]),
      await sign({ sub: undefined }, { kid }, keys[0]),
      await sign({ sub, exp: undefined }, { kid }, keys[0]),
      await sign({ sub }, { kid, alg: 'HS512' }, keys[0]),
      `${header}.${otherPayload}.${signature}`,
      `${header}.${payload}.`,
      'not-a-token',
    ];
    for (const attempt of forged)
      await expect(guests.verify(attempt)).rejects.toMatchObject({ name: 'InvalidTokenError' });
  });
});

describe('POST /guest', () => {
  test('gives a token and says whose it is and until when', async () => {
    const { guests } = createTestGuests();
    const reply = await createIssueGuestToken(guests)();
    expect(reply).toEqual({
      token: expect.any(String),
      tokenType: 'Bearer',
      principalId: expect.stringMatching(/^guest:/),
      expiresAt: '2025-11-25T16:00:00.000Z',
    });
    expect((await guests.verify(reply.token)).principalId).toBe(reply.principalId);
  });

  test('a guest who still has a token stays the same guest, with more time', async () => {
    const { guests, state } = createTestGuests();
    const issue = createIssueGuestToken(guests);
    const first = await issue();
    state.seconds += hour;
    const second = await issue(`Bearer ${first.token}`);
    expect(second.principalId).toBe(first.principalId);
    expect(Date.parse(second.expiresAt) - Date.parse(first.expiresAt)).toBe(hour * 1000);
  });

  test('a guest who was given a token of a key that this process has not seen yet stays the same guest', async () => {
    const rotated = { guestTokenKey: keys[1], previousGuestTokenKey: keys[0] };
    const first = await createIssueGuestToken(createTestGuests(rotated).guests)();
    const behind = createGuestTokens({
      secret: () => ({ guestTokenKey: keys[0] }),
      readSecret: async () => rotated,
      now: () => start * 1000,
    });
    const second = await createIssueGuestToken(behind)(`Bearer ${first.token}`);
    expect(second.principalId).toBe(first.principalId);
  });

  test('who comes with a token that is not valid any more is a new guest', async () => {
    const { guests, state } = createTestGuests();
    const issue = createIssueGuestToken(guests);
    const first = await issue();
    state.seconds += 25 * hour;
    expect((await issue(`Bearer ${first.token}`)).principalId).not.toBe(first.principalId);
    expect((await issue('Basic dXNlcjpwYXNz')).principalId).toMatch(/^guest:/);
  });
});
