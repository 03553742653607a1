import type { EnvironmentLiteral } from '../lib/config/environment-literal';
import { total } from '../lib/costs/cost-line';
import { idleCosts } from '../lib/costs/idle-costs';
import { modelCosts } from '../lib/costs/model-costs';
import type { Traffic } from '../lib/costs/traffic';
import { trafficCosts } from '../lib/costs/traffic-costs';
import { type CapacityLimit, capacityLimits, inOrder, metAt } from './capacity/capacity-limits';
import { type CapacityLoad, capacityLoad, type MeasuredCost } from './capacity/capacity-load';

export const dailyVolumes = [1_000_000, 10_000_000, 100_000_000] as const;

/** One volume: what it takes, what it costs, and what it meets. */
export interface Capacity {
  readonly load: CapacityLoad;
  /** US$ a month: everything but models, and models. */
  readonly usd: { readonly system: number; readonly models: number };
  /** Limits in the order in which growing traffic meets them. */
  readonly limits: readonly CapacityLimit[];
  /** Those that this volume goes beyond, in the same order. */
  readonly exceeded: readonly CapacityLimit[];
  /** The first limit that this volume meets and the volume before did not; undefined when there is none. */
  readonly first: CapacityLimit | undefined;
}

/**
 * What volumes of messages a day take in an environment, from assumptions about traffic and from what was measured. Costs
 * are those of `lib/costs`, with the measured requests for each vCPU.
 */
export const capacities = (
  environment: EnvironmentLiteral,
  assumed: Traffic,
  measured: MeasuredCost,
  volumes: readonly number[] = dailyVolumes,
): readonly Capacity[] =>
  volumes.map((messagesPerDay, index) => {
    const traffic = { ...assumed, messagesPerDay, requestsPerVcpu: measured.requestsPerVcpu };
    const load = capacityLoad(environment, traffic, measured);
    const limits = inOrder(capacityLimits(environment, load), messagesPerDay);
    const exceeded = limits.filter(({ needed, limit }) => needed > limit);
    const before = volumes[index - 1] ?? 0;
    return {
      load,
      usd: {
        system: total(idleCosts(environment)) + total(trafficCosts(environment, traffic)),
        models: total(modelCosts(environment.runtime, traffic)),
      },
      limits,
      exceeded,
      first: exceeded.find((limit) => metAt(limit, messagesPerDay) >= before),
    };
  });
