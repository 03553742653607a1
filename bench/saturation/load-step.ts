import { errorCodes } from '../../contracts/error-codes';
import { RefusedError } from '../chat/http-client';
import { atRate, type Call } from '../chat/load';
import { type Percentiles, percentiles } from '../statistics/percentiles';

/** What came of one rate. */
export interface LoadStep {
  readonly offeredPerSecond: number;
  readonly answeredPerSecond: number;
  /** Share of requests that were refused as too much (503), from 0 to 1. */
  readonly shed: number;
  /** Share of those that were not answered within their budget (504). */
  readonly late: number;
  /** Milliseconds of those that were answered, from when they were due. */
  readonly latency: Percentiles;
}

/** What a status says of too much load. */
const refusals = new Map<number, 'shed' | 'late'>([
  [errorCodes.OVERLOADED.status, 'shed'],
  [errorCodes.DEADLINE_EXCEEDED.status, 'late'],
]);

/** Offers requests at a rate for some seconds, and waits for all answers. */
export const loadStep = async (call: Call, perSecond: number, seconds: number): Promise<LoadStep> => {
  const refused = { shed: 0, late: 0 };
  const startedAt = performance.now();
  const counted: Call = async (number) => {
    try {
      return await call(number);
    } catch (error) {
      const kind = error instanceof RefusedError ? refusals.get(error.status) : undefined;
      if (kind === undefined) throw error;
      refused[kind] += 1;
      return Number.NaN;
    }
  };
  const count = perSecond * seconds;
  const latencies = (await atRate(counted, perSecond, count)).filter((ms) => !Number.isNaN(ms));
  const took = (performance.now() - startedAt) / 1000;
  return {
    offeredPerSecond: perSecond,
    answeredPerSecond: Number((latencies.length / took).toFixed(1)),
    shed: Number((refused.shed / count).toFixed(4)),
    late: Number((refused.late / count).toFixed(4)),
    latency: percentiles(latencies),
  };
};

/** Whether a rate was more than could be answered: a tenth of it was not, or not while it was offered. */
export const isSaturated = ({ offeredPerSecond, answeredPerSecond }: LoadStep): boolean =>
  answeredPerSecond < 0.9 * offeredPerSecond;
