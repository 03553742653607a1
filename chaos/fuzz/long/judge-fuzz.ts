import { type Check, check } from '../../scenario';
import type { BatchReport } from '../fuzz-batch';
import { judgeProcesses } from '../probe/judge-processes';
import type { ProcessFigures } from '../probe/process-figures';
import { judgeBatches } from './judge-batches';
import { type JobsOutcome, judgeJobs } from './judge-jobs';
import { judgeSlowCallers } from './judge-slow-callers';
import type { SlowCallers } from './slow-callers';

export interface FuzzOutcome {
  readonly reports: readonly BatchReport[];
  readonly figures: readonly ProcessFigures[];
  readonly slow: readonly SlowCallers[];
  /** Names of processes that were started again. */
  readonly restarted: readonly string[];
  readonly jobs: JobsOutcome;
}

/** What held of a run of hostile input. */
export const judgeFuzz = ({ reports, figures, slow, restarted, jobs }: FuzzOutcome): readonly Check[] => [
  judgeBatches(reports),
  check('no process died', restarted.length === 0, restarted.join(', ') || 'none was started again'),
  ...judgeProcesses(figures),
  judgeSlowCallers(slow),
  judgeJobs(jobs),
];
