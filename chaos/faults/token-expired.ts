import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseSecret } from '../../core/config/parse-secret';
import { createGuestTokens } from '../../core/identity/guest-tokens';
import { restClient } from '../clients/rest-client';
import { sendUntilAnswered } from '../load/customer';
import { requestOf } from '../load/door-client';
import type { Message, Outcome } from '../load/ledger';
import { SocketDoor } from '../load/socket-door';
import { type Fault, type Findings, shortly } from './fault';

/** Seconds that the tokens of this fault are good for. */
const lifetimeSeconds = 4;

const shortToken = async (dataFolder: string) => {
  const file: unknown = JSON.parse(readFileSync(join(dataFolder, 'secret.json'), 'utf8'));
  const secret = parseSecret('local', file);
  return createGuestTokens({ secret: () => secret, now: Date.now, lifetimeSeconds }).issue();
};

/** What is wrong with the answers before and after a token's end, at one door. */
export const judgeExpiry = (door: string, before: Outcome, after: Outcome): Findings => {
  const findings: string[] = [];
  if (before.kind !== 'answered')
    findings.push(`${door}: a token was not good while it lasted: ${before.kind}`);
  if (after.kind === 'answered') findings.push(`${door}: a token was good after its end`);
  else if (after.kind !== 'refused' || after.code !== 'UNAUTHORIZED')
    findings.push(`${door}: a token past its end was answered with ${JSON.stringify(after)}`);
  return findings;
};

export const tokenExpired: Fault = {
  name: 'token expired',
  summary: 'the clock passes the end of a token, on REST and in an open socket',
  seconds: lifetimeSeconds + 2,
  recoversWithin: shortly,
  answersAtLeast: 0.95,
  begin: async ({ load, system }) => {
    const { gateway } = system.describe();
    const number = load.newCustomer();
    const { token, principal } = await shortToken(system.dataFolder);
    const customer = `expiring-${number}`;
    const { strays } = load.ledger;
    const doors = {
      rest: restClient(gateway, token),
      socket: new SocketDoor({ gateway, token, customer, strays, drops: () => false }),
    };
    const messageOf = (door: keyof typeof doors, position: number): Message => ({
      requestId: `${customer}-${door}-${position}`,
      principalId: principal.principalId,
      conversation: `${customer}-${door}`,
      position,
      text: '完結した名作を教えて',
      mayWait: false,
    });
    const inTime = (door: keyof typeof doors): Promise<Outcome> =>
      sendUntilAnswered({ door, client: doors[door], ledger: load.ledger }, messageOf(door, 1), undefined);
    const tooLate = (door: keyof typeof doors): Promise<Outcome> =>
      doors[door].send(requestOf(messageOf(door, 2), undefined));
    const before = await Promise.all([inTime('rest'), inTime('socket')]);
    return async () => {
      await delay(Math.max(0, principal.expiresAt * 1000 - Date.now() + 500));
      const after = await Promise.all([tooLate('rest'), tooLate('socket')]);
      doors.socket.close();
      return [...judgeExpiry('rest', before[0], after[0]), ...judgeExpiry('socket', before[1], after[1])];
    };
  },
};
