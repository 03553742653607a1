import { type Check, check } from '../../scenario';

/** Hostile jobs by their ids, and what became of them. */
export interface JobsOutcome {
  readonly sent: number;
  /** Messages still on the queues, and in the dead-letter queues. */
  readonly left: number;
  readonly dead: number;
  /** Ids of which no row tells. */
  readonly lost: readonly string[];
}

export const judgeJobs = ({ sent, left, dead, lost }: JobsOutcome): Check =>
  check(
    'every hostile job is parked by the consumer of its queue, whole, and not retried for ever',
    sent > 0 && left === 0 && dead === 0 && lost.length === 0,
    `${sent} sent, ${left} left, ${dead} dead letters, ${lost.length} not parked ${lost.slice(0, 5).join(', ')}`.trim(),
  );
