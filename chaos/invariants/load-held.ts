import type { Fault } from '../faults/fault';
import type { Attempt } from '../load/ledger';
import { isFailure } from '../schedule/chat-recovery';
import type { FaultWindow } from '../schedule/fault-window';
import type { Evidence } from './evidence';

/** Too few to speak of a share. */
const fewest = 5;

/** Part that has to be answered while nothing is broken, 0 to 1: what is promised for a fault is a part of at least this. */
const leastUndisturbed = 0.9;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Attempts whose answer somebody waited for: where the load itself broke the connection, nobody did. */
const awaited = (attempts: readonly Attempt[]): readonly Attempt[] =>
  attempts.filter(({ outcome }) => outcome.kind !== 'dropped');

/** Attempts that a fault could touch: they were under way while it went on. */
export const attemptsDuring = (
  attempts: readonly Attempt[],
  { beganAt, endedAt }: FaultWindow,
): readonly Attempt[] =>
  awaited(attempts).filter((attempt) => attempt.endedAt >= beganAt && attempt.sentAt < endedAt);

/** Part that was answered at that try, 0 to 1. */
export const answeredShare = (attempts: readonly Attempt[]): number => {
  const counted = awaited(attempts);
  return counted.length === 0 ? 0 : counted.filter((attempt) => !isFailure(attempt)).length / counted.length;
};

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

/** Part that is promised while a fault goes on, 0 to 1. `usual`: the part that is answered while nothing is broken. */
export const promisedShare = ({ answersAtLeast }: Fault, usual: number): number =>
  answersAtLeast * Math.max(usual, leastUndisturbed);

/** Nearly everything is answered while nothing is broken, and while a fault goes on the part that is promised for it. */
export const loadHeld = ({ attempts, windows }: Pick<Evidence, 'attempts' | 'windows'>) => {
  const usual = undisturbedShare(attempts, windows);
  const broken = windows.flatMap((window) => {
    const during = attemptsDuring(attempts, window);
    const { name } = window.fault;
    if (during.length < fewest) return [`${name}: only ${during.length} messages were sent`];
    const share = answeredShare(during);
    const promised = promisedShare(window.fault, usual);
    return share >= promised
      ? []
      : [`${name}: ${percent(share)} answered, at least ${percent(promised)} promised`];
  });
  return usual >= leastUndisturbed
    ? broken
    : [
        `while nothing is broken ${percent(usual)} answered, at least ${percent(leastUndisturbed)} promised`,
        ...broken,
      ];
};
