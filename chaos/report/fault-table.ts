import { answeredShare, attemptsDuring, promisedShare, undisturbedShare } from '../invariants/load-held';
import type { Attempt, Outcome } from '../load/ledger';
import { isFailure } from '../schedule/chat-recovery';
import type { NotRun } from '../schedule/every-fault-ran';
import type { FaultWindow } from '../schedule/fault-window';

const nameOf = (outcome: Outcome): string => (outcome.kind === 'refused' ? outcome.code : outcome.kind);

/** `OVERLOADED 3, broken 1`: failures by name, most frequent first. */
export const errorsSeen = (attempts: readonly Attempt[]): string => {
  const counts = new Map<string, number>();
  for (const { outcome } of attempts.filter(isFailure))
    counts.set(nameOf(outcome), (counts.get(nameOf(outcome)) ?? 0) + 1);
  const sorted = [...counts].toSorted((a, b) => b[1] - a[1]);
  return sorted.map(([name, count]) => `${name} ${count}`).join(', ') || '–';
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const recovery = (seconds: number | undefined, stated: number): string =>
  `${seconds === undefined ? 'not' : seconds.toFixed(1)} / ${stated}`;

const rowOf = (attempts: readonly Attempt[], window: FaultWindow, usual: number): readonly string[] => {
  const { fault, recovered, beganAt, endedAt } = window;
  const during = attemptsDuring(attempts, window);
  const until = attempts.filter(
    ({ sentAt, endedAt: ended }) => ended >= beganAt && sentAt < window.settledAt,
  );
  return [
    fault.name,
    ((endedAt - beganAt) / 1000).toFixed(1),
    String(during.length),
    `${percent(answeredShare(during))} / ${percent(promisedShare(fault, usual))}`,
    recovery(recovered.chat, fault.recoversWithin.chat),
    recovery(recovered.jobs, fault.recoversWithin.jobs),
    errorsSeen(until),
  ];
};

const heads = [
  'fault',
  's',
  'sent',
  'answered / promised',
  'chat s / stated',
  'jobs s / stated',
  'errors seen',
];

const rowOfNotRun = ({ fault, because }: NotRun): readonly string[] => [
  fault.name,
  ...heads.slice(2).map(() => '–'),
  `NOT RUN: ${because}`,
];

/** A line for each fault: how long, how much was sent and answered meanwhile, how soon all was well, what was said instead. */
export const faultTable = (
  attempts: readonly Attempt[],
  windows: readonly FaultWindow[],
  notRun: readonly NotRun[] = [],
): readonly string[] => {
  const usual = undisturbedShare(attempts, windows);
  const rows = [
    heads,
    ...windows.map((window) => rowOf(attempts, window, usual)),
    ...notRun.map(rowOfNotRun),
  ];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 6 ? cell : cell.padEnd(widths[column] ?? 0))).join('  '),
  );
};
