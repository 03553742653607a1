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

/** Attempts that no fault touched: sent before the first one, or after chat was as before and before the next one. */
const undisturbed = (attempts: readonly Attempt[], windows: readonly FaultWindow[]): readonly Attempt[] => {
  const first = Math.min(...windows.map(({ beganAt }) => beganAt));
  const isQuiet = ({ sentAt, endedAt: ended }: Attempt): boolean =>
    ended < first ||
    windows.some(
      ({ endedAt, settledAt, recovered }) =>
        recovered.chat !== undefined && sentAt > endedAt + recovered.chat * 1000 && ended < settledAt,
    );
  return attempts.filter(isQuiet);
};

/** Part that is answered while nothing is broken, 0 to 1: less than all on a machine that has other things to do. */
export const undisturbedShare = (attempts: readonly Attempt[], windows: readonly FaultWindow[]): number =>
  answeredShare(undisturbed(attempts, windows));

/**
 * While a fault goes on at least that part is answered which is promised for it, of the part that is answered while nothing is
 * broken.
 */
export const loadHeld = ({ attempts, windows }: Pick<Evidence, 'attempts' | 'windows'>) => {
  const usual = undisturbedShare(attempts, windows);
  return windows.flatMap((window) => {
    const during = attemptsDuring(attempts, window);
    const { name, answersAtLeast } = window.fault;
    if (during.length < fewest) return [`${name}: only ${during.length} messages were sent`];
    const share = answeredShare(during);
    const promised = answersAtLeast * usual;
    return share >= promised
      ? []
      : [`${name}: ${Math.round(share * 100)} % answered, at least ${Math.round(promised * 100)} % promised`];
  });
};
