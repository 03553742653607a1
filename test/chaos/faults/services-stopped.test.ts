import { cutShort } from '../../../chaos/faults/services-stopped';
import { attemptOf, refused } from '../../support/chaos-evidence';

const stoppedAt = 1_000;
const around = { sentAt: 900, endedAt: 1_300 };

describe('what is under way when the chat is asked to end', () => {
  it('is to be answered', () => {
    expect(cutShort([attemptOf(around)], stoppedAt)).toEqual([]);
    expect(cutShort([attemptOf({ ...around, outcome: refused() })], stoppedAt)).toEqual([
      'rest-1-1-1 (rest) was under way when the chat was asked to end: {"kind":"refused","code":"OVERLOADED","retryable":true}',
    ]);
  });

  it('is not what came later, which may be refused', () => {
    const later = attemptOf({ sentAt: 1_100, endedAt: 1_300, outcome: refused() });
    expect(cutShort([attemptOf(around), later], stoppedAt)).toEqual([]);
  });

  it('has to be something, or nothing was tried', () => {
    expect(cutShort([attemptOf({ sentAt: 700, endedAt: 900 })], stoppedAt)).toEqual([
      'nothing was under way that could be finished',
    ]);
  });
});
