import { chatRecoveryMs } from '../../../chaos/schedule/chat-recovery';
import { attemptOf, refused } from '../../support/chaos-evidence';

const endedAt = 10_000;
const good = (sentAt: number) => [
  attemptOf({ sentAt, endedAt: sentAt + 100 }),
  attemptOf({ sentAt, endedAt: sentAt + 100, door: 'socket' }),
];
const bad = (sentAt: number) => attemptOf({ sentAt, endedAt: sentAt + 100, outcome: refused() });

describe('the recovery of chat', () => {
  it('is at once when nothing that was sent after the fault failed', () => {
    expect(chatRecoveryMs([bad(9_000), ...good(10_100)], endedAt, 12_100)).toBe(0);
  });

  it('lasts until the last failure', () => {
    expect(chatRecoveryMs([bad(10_400), bad(11_000), ...good(11_500)], endedAt, 13_100)).toBe(1_000);
  });

  it('is not known before two seconds without a failure, nor before both doors answer', () => {
    expect(chatRecoveryMs([bad(11_000), ...good(11_500)], endedAt, 12_900)).toBeUndefined();
    expect(chatRecoveryMs([attemptOf({ sentAt: 10_100 })], endedAt, 20_000)).toBeUndefined();
  });
});
