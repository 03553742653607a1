import type { ResultEvent } from '../../contracts/result-event';
import { eventLedger } from '../observe/event-ledger';
import { countBy, type Row } from '../observe/observer';
import { type Check, check } from '../scenario';

/** What is left when the queue is empty. */
export interface DeferredTrace {
  readonly sent: number;
  readonly malformed: number;
  readonly noImages: number;
  readonly events: readonly ResultEvent[];
  readonly results: readonly Row[];
  readonly parked: readonly Row[];
  readonly dead: number;
  /** Calls of the model that were answered. */
  readonly paidCalls: number;
  /** Messages that were in hand when the consumer was stopped. */
  readonly inHand: number;
  /** How long the consumer took to end, each time, in milliseconds. */
  readonly stopMs: readonly number[];
  readonly stopTimeoutMs: number;
}

/** A manga without neighbours is done without a call. */
const isWithoutNeighbours = ({ kind, status, output }: Row): boolean =>
  kind === 'recommendation' &&
  status === 'done' &&
  typeof output === 'object' &&
  output !== null &&
  'recommendations' in output &&
  Array.isArray(output.recommendations) &&
  output.recommendations.length === 0;

/** Whether every job came to its end, once, and the consumer left in time. */
export const judgeDeferred = (trace: DeferredTrace): readonly Check[] => {
  const { sent, parked, dead, paidCalls, inHand, stopMs, stopTimeoutMs } = trace;
  const done = trace.results.filter(({ status }) => status === 'done').length;
  const codes = countBy(parked, 'code');
  const unfit = codes['UNFIT_REPLY'] ?? 0;
  const { distinct, again, redone } = eventLedger(trace.events);
  const told = distinct.length;
  const settled = done + parked.length + dead;
  // A reply that does not fit is asked for once more.
  const free = trace.results.filter(isWithoutNeighbours).length;
  const needed = done - free + 2 * unfit;
  const overhead = paidCalls - needed;
  const slowest = Math.max(0, ...stopMs);
  return [
    check(
      'done + parked + dead-lettered = sent',
      settled === sent,
      `${done} + ${parked.length} + ${dead} = ${settled} of ${sent}; parked ${JSON.stringify(codes)}`,
    ),
    check(
      'what is malformed or no image is parked as such',
      codes['INVALID_JOB'] === trace.malformed && codes['NOT_AN_IMAGE'] === trace.noImages,
      `${trace.malformed} malformed and ${trace.noImages} no images sent`,
    ),
    check(
      'subscribers hear of every job that could be read, and of none twice with different results',
      told === sent - trace.malformed - dead && redone.length === 0,
      `${told} results told, ${again} of them again, ${redone.length} differing`,
    ),
    check(
      'nothing paid twice beyond what was in hand at a stop',
      overhead >= 0 && overhead <= inHand,
      `${paidCalls} calls paid, ${needed} needed (${free} jobs were free): ${overhead} more (${((100 * overhead) / needed).toFixed(2)} %), at most ${inHand} were in hand`,
    ),
    check(
      'the consumer ends within its stop timeout',
      slowest <= stopTimeoutMs,
      `${stopMs.length} stops, the slowest ${slowest} ms of ${stopTimeoutMs}`,
    ),
  ];
};
