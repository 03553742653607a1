import type { Attempt } from '../load/ledger';
import { isFailure } from '../schedule/chat-recovery';
import type { FaultWindow } from '../schedule/fault-window';
import type { Evidence } from './evidence';

/** Too few to speak of a share. */
const fewest = 5;

/** Attempts that a fault could touch: they were under way while it went on. */
export const attemptsDuring = (
  attempts: readonly Attempt[],
  { beganAt, endedAt }: FaultWindow,
): readonly Attempt[] => attempts.filter((attempt) => attempt.endedAt >= beganAt && attempt.sentAt < endedAt);

/** Part that was answered at that try, 0 to 1. */
export const answeredShare = (attempts: readonly Attempt[]): number =>
  attempts.length === 0 ? 0 : attempts.filter((attempt) => !isFailure(attempt)).length / attempts.length;

/** While a fault goes on at least that part is answered which is promised for it. */
export const loadHeld = ({ attempts, windows }: Pick<Evidence, 'attempts' | 'windows'>) =>
  windows.flatMap((window) => {
    const during = attemptsDuring(attempts, window);
    const { name, answersAtLeast } = window.fault;
    if (during.length < fewest) return [`${name}: only ${during.length} messages were sent`];
    const share = answeredShare(during);
    return share >= answersAtLeast
      ? []
      : [
          `${name}: ${Math.round(share * 100)} % answered, at least ${Math.round(answersAtLeast * 100)} % promised`,
        ];
  });
