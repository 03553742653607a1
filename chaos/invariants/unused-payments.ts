import type { PaidWork } from '../../local/bedrock-stand-in/calls/call-log';
import type { DoneJob } from './done-jobs';

/** One answer of the model for one piece of work. */
export interface Payment {
  readonly work: string;
  readonly at: number;
}

/** What a customer asked is no job. */
const paymentsOf = ({ task, titles, at }: PaidWork): readonly Payment[] => {
  if (task === 'chat') return [];
  return titles.length === 0
    ? [{ work: task, at }]
    : titles.map((title) => ({ work: `${task} ${title}`, at }));
};

/**
 * Answers that were paid for and of which nothing is stored: each result is that of the last answer before it. Jobs for the
 * same work are not told apart, and need not be: their number is.
 */
export const unusedPayments = (paid: readonly PaidWork[], done: readonly DoneJob[]): readonly Payment[] => {
  const left = paid.flatMap(paymentsOf).toSorted((a, b) => a.at - b.at);
  for (const { job, at } of done.toSorted((a, b) => a.at - b.at)) {
    const used = left.findLastIndex((payment) => payment.work === job.work && payment.at <= at);
    if (used !== -1) left.splice(used, 1);
  }
  return left;
};
