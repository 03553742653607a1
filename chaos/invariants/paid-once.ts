import { queuePolicies } from '../../contracts/queue-policies';
import type { Job } from '../load/ledger';
import type { FaultWindow } from '../schedule/fault-window';
import { doneJobs } from './done-jobs';
import type { Evidence } from './evidence';
import { type Payment, unusedPayments } from './unused-payments';

type Payments = Pick<Evidence, 'jobs' | 'catalog' | 'results' | 'paid' | 'repeated' | 'windows'>;

const { enrichment, deferredInference } = queuePolicies;

/** Jobs that both consumers have in hand at most: what an interruption can make somebody pay twice. */
const inHand = enrichment.batchSize * enrichment.maxConcurrency + deferredInference.maxConcurrency;

/** What jobs are done by. */
const workers: readonly string[] = ['enrichment-consumer', 'deferred-consumer', 'lambda-host'];

/** Between the model's answer and what is stored of it, in milliseconds. */
const storingMs = 1_000;

/** Of two deliveries that are worked on at once the later may be answered so long after the result of the other, in milliseconds. */
const atOnceMs = 10_000;

/** What two consumers held at once after an interruption is worked on by both, in milliseconds: a batch of ten. */
const batchMs = 30_000;

const isLate = (payment: Payment, { work }: Job, doneAt: number): boolean =>
  payment.work === work && payment.at > doneAt + atOnceMs;

/** Whether a job that the model has answered may not get as far as its result. */
const interrupts = ({ fault }: FaultWindow): boolean =>
  fault.touchesStore === true || fault.ends?.some((name) => workers.includes(name)) === true;

/** Nothing is paid for twice but what a fault interrupted, or what was delivered again on purpose while it was worked on. */
export const paidOnce = (evidence: Payments) => {
  const { jobs, paid, repeated, windows } = evidence;
  const done = doneJobs(evidence);
  const unused = unusedPayments(paid, done);
  const windowOf = (at: number): FaultWindow | undefined => {
    const begun = windows.filter(({ beganAt }) => at >= beganAt - storingMs);
    return (
      begun.findLast((window) => interrupts(window) && at <= window.settledAt + batchMs) ??
      begun.find(({ settledAt }) => at <= settledAt)
    );
  };
  const judge = (window: FaultWindow): readonly string[] => {
    const here = unused.filter(({ at }) => windowOf(at) === window);
    const again = repeated
      .filter(({ at }) => at >= window.beganAt && at <= window.settledAt)
      .reduce((sum, { messages }) => sum + messages, 0);
    const most = again + (interrupts(window) ? inHand : 0);
    return here.length <= most
      ? []
      : [
          `${window.fault.name}: ${here.length} answers were paid for and not used, at most ${most} may be: ${here
            .slice(0, 3)
            .map(({ work }) => work)
            .join(', ')}`,
        ];
  };
  const isOnlyFor = ({ work }: Job): boolean => jobs.filter((job) => job.work === work).length === 1;
  return [
    ...windows.flatMap(judge),
    ...done
      .filter(({ job, at }) => isOnlyFor(job) && unused.some((payment) => isLate(payment, job, at)))
      .map(({ job }) => `${job.work} was paid for again after it was done`),
    ...unused
      .filter(({ at }) => windowOf(at) === undefined)
      .map(({ work }) => `${work} was paid for and not used while nothing was broken`),
  ];
};
