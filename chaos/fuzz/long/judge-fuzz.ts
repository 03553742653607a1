import { type Check, check } from '../../scenario';
import type { BatchReport } from '../fuzz-batch';
import { longestPauseMs, type ProcessFigures } from '../probe/process-figures';
import type { SlowCallers } from './slow-callers';

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

/** Memory that a process may gain while it is warm, in bytes: caches fill and the heap grows to its working size. */
const gainBytes = 192 * 2 ** 20;

/** What has been deployed; the emulators beside it are tools of other makers. */
const isProduct = ({ name }: ProcessFigures): boolean =>
  /^(?:gateway|orchestrator|deferred-consumer|lambda-environment)/.test(name);

const describe = ({
  name,
  pid,
  longestCpuMs,
  longestDelayMs,
  firstBytes,
  mostBytes,
}: ProcessFigures): string =>
  `${name} (${pid}): longest pause ${longestDelayMs.toFixed(0)} ms, of which at work at most ${longestCpuMs.toFixed(0)} ms; memory ${mebibytes(firstBytes)}, at most ${mebibytes(mostBytes)}`;

export interface FuzzOutcome {
  readonly reports: readonly BatchReport[];
  readonly figures: readonly ProcessFigures[];
  readonly slow: SlowCallers;
  /** Names of processes that were started again. */
  readonly restarted: readonly string[];
  /** Hostile messages sent to each queue, and what became of them. */
  readonly jobs: {
    readonly sent: number;
    readonly left: number;
    readonly dead: number;
    readonly parked: number;
  };
}

/** What held of a run of hostile input. */
export const judgeFuzz = ({ reports, figures, slow, restarted, jobs }: FuzzOutcome): readonly Check[] => {
  const sum = (of: (report: BatchReport) => number): number =>
    reports.reduce((all, report) => all + of(report), 0);
  const product = figures.filter(isProduct);
  const long = product.filter(({ longPauses }) => longPauses > 0);
  const grown = product.filter(({ firstBytes, mostBytes }) => mostBytes - firstBytes > gainBytes);
  const findings = sum(({ findings }) => findings.length);
  return [
    check(
      'one verdict from every gate, in the documented shape, no failure of ours',
      findings === 0,
      `${sum(({ agreed }) => agreed)} of ${sum(({ documents }) => documents)} documents agreed, ${sum(({ requests }) => requests)} raw requests, ${sum(({ connections }) => connections)} sockets of raw frames; ${findings} findings, ${sum(({ busy }) => busy)} answers asked for again`,
    ),
    check('no process died', restarted.length === 0, restarted.join(', ') || `${product.length} processes`),
    check(
      `no pause of an event loop above ${longestPauseMs} ms`,
      long.length === 0,
      product.map(describe).join('\n     '),
    ),
    check('memory is bounded', grown.length === 0, grown.map(describe).join('; ') || 'see above'),
    check(
      'slow callers are cut off and told so',
      slow.ended() > 0 && slow.toldSo() === slow.ended(),
      `${slow.ended()} cut off, ${slow.toldSo()} with 408, after ${(slow.longestMs() / 1000).toFixed(0)} s at most`,
    ),
    check(
      'hostile jobs are parked, not retried for ever',
      jobs.left === 0 && jobs.dead === 0 && jobs.parked > 0,
      `${jobs.sent} sent to each queue, ${jobs.left} left, ${jobs.dead} dead letters, ${jobs.parked} rows parked`,
    ),
  ];
};
