import type { Attempt, OpenMessage } from '../../../chaos/load/ledger';
import { chatRecoveryMs } from '../../../chaos/schedule/chat-recovery';
import { attemptOf, refused } from '../../support/chaos-evidence';

const endedAt = 10_000;
const good = (sentAt: number) => [
  attemptOf({ sentAt, endedAt: sentAt + 100 }),
  attemptOf({ sentAt, endedAt: sentAt + 100, door: 'socket' }),
];
const ledger = (...attempts: readonly Attempt[]) => ({
  attempts: [...attempts],
  open: new Set<OpenMessage>(),
});
const bad = (sentAt: number) => attemptOf({ sentAt, endedAt: sentAt + 100, outcome: refused() });

describe('the recovery of chat', () => {
  it('is at once when nothing that was sent after the fault failed', () => {
    expect(chatRecoveryMs(ledger(bad(9_000), ...good(10_100)), endedAt, 12_100)).toBe(0);
  });

  it('lasts until the last failure', () => {
    expect(chatRecoveryMs(ledger(bad(10_400), bad(11_000), ...good(11_500)), endedAt, 13_100)).toBe(1_000);
  });

  it('is not known before two seconds without a failure, nor before both doors answer', () => {
    expect(chatRecoveryMs(ledger(bad(11_000), ...good(11_500)), endedAt, 12_900)).toBeUndefined();
    expect(chatRecoveryMs(ledger(attemptOf({ sentAt: 10_100 })), endedAt, 20_000)).toBeUndefined();
  });

  it('is not known while somebody still waits for what the fault took away', () => {
    const waiting = { attempts: good(10_100), open: new Set([{ since: 9_500 }]) };
    expect(chatRecoveryMs(waiting, endedAt, 12_100)).toBeUndefined();
    waiting.open.clear();
    waiting.open.add({ since: 11_900 });
    expect(chatRecoveryMs(waiting, endedAt, 12_100)).toBe(0);
  });
});
