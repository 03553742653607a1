import { atConcurrency, atRate, type Call } from '../chat/load';
import { cpuMs } from '../process-usage';
import { percentiles } from '../statistics/percentiles';

/** One round of one contender. */
export interface GatewayRound {
  readonly requestsPerSecond: number;
  /** CPU of the gateway's own process for one request, in milliseconds; absent for the model alone, or without /proc. */
  readonly cpuMsPerRequest?: number;
  /** Milliseconds at a steady rate. */
  readonly p50: number;
  readonly p95: number;
}

export interface RoundPlan {
  readonly requests: number;
  readonly concurrency: number;
  readonly rate: number;
  readonly seconds: number;
}

/** Throughput with so many in flight, then latency at a steady rate. */
export const gatewayRound = async (
  callOf: (run: string) => Call,
  run: string,
  pid: number | undefined,
  plan: RoundPlan,
): Promise<GatewayRound> => {
  const cpu = (): number | undefined => (pid === undefined ? undefined : cpuMs(pid));
  const before = cpu();
  const seconds = await atConcurrency(callOf(`${run}-full`), plan.concurrency, plan.requests);
  const after = cpu();
  const { p50, p95 } = percentiles(await atRate(callOf(`${run}-rate`), plan.rate, plan.rate * plan.seconds));
  return {
    requestsPerSecond: plan.requests / seconds,
    ...(before === undefined || after === undefined
      ? {}
      : { cpuMsPerRequest: (after - before) / plan.requests }),
    p50,
    p95,
  };
};
