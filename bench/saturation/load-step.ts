import { RefusedError } from '../chat/http-client';
import { atRate, type Call } from '../chat/load';
import { type Percentiles, percentiles } from '../statistics/percentiles';

/** What came of one rate. */
export interface LoadStep {
  readonly offeredPerSecond: number;
  readonly answeredPerSecond: number;
  /** Share of requests that were refused as too much (503), from 0 to 1. */
  readonly shed: number;
  /** Milliseconds of those that were answered, from when they were due. */
  readonly latency: Percentiles;
}

/** Offers requests at a rate for some seconds, and waits for all answers. */
export const loadStep = async (call: Call, perSecond: number, seconds: number): Promise<LoadStep> => {
  let shed = 0;
  const startedAt = performance.now();
  const counted: Call = async (number) => {
    try {
      return await call(number);
    } catch (error) {
      if (!(error instanceof RefusedError) || error.status < 503) throw error;
      shed += 1;
      return Number.NaN;
    }
  };
  const count = perSecond * seconds;
  const latencies = (await atRate(counted, perSecond, count)).filter((ms) => !Number.isNaN(ms));
  const took = (performance.now() - startedAt) / 1000;
  return {
    offeredPerSecond: perSecond,
    answeredPerSecond: Number((latencies.length / took).toFixed(1)),
    shed: Number((shed / count).toFixed(4)),
    latency: percentiles(latencies),
  };
};

/** Whether a rate was more than could be answered: a tenth of it was not, or not while it was offered. */
export const isSaturated = ({ offeredPerSecond, answeredPerSecond }: LoadStep): boolean =>
  answeredPerSecond < 0.9 * offeredPerSecond;
