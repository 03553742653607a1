import type { EnvironmentLiteral } from '../../lib/config/environment-literal';
import { cacheUnits } from '../../lib/costs/traffic-costs';
import type { CapacityLoad } from './capacity-load';
import { type Quota, quotas } from './quotas';

/** Something that ends, what is needed of it, and what moves it. */
export interface CapacityLimit {
  readonly name: string;
  readonly needed: number;
  readonly limit: number;
  readonly movedBy: string;
  /** Where the limit comes from. */
  readonly source: string;
}

const environments = 'lib/config/environments.ts';
const raise = 'a quota increase (Service Quotas)';

const byQuota = (name: string, needed: number, quota: Quota, movedBy = raise): CapacityLimit => ({
  name,
  needed,
  limit: quota.value,
  movedBy,
  source: quota.kind === 'seen' ? `${quota.source} (value as seen, not published)` : quota.source,
});

/** Every limit that a load meets: those that the environment sets itself, and those of AWS. */
export const capacityLimits = (
  environment: EnvironmentLiteral,
  load: CapacityLoad,
): readonly CapacityLimit[] => {
  const { orchestrator, data, runtime, api } = environment;
  const regions = 1 + runtime.failover_regions.length;
  const tasks = Math.max(load.tasksByCpu, load.tasksByInFlight);
  const bridges = api.bridgeConcurrency;
  const models = { ...quotas.modelTokensPerMinute, value: quotas.modelTokensPerMinute.value * regions };
  return [
    {
      name: 'orchestrator tasks',
      needed: tasks,
      limit: orchestrator.maximumTasks,
      movedBy: '`maximumTasks`, or larger tasks',
      source: environments,
    },
    ...(bridges === undefined
      ? []
      : [
          {
            name: 'socket bridges at once',
            needed: load.bridges,
            limit: bridges,
            movedBy: '`bridgeConcurrency`, within the account’s concurrent functions',
            source: environments,
          },
        ]),
    {
      name: 'cache units a second',
      needed: load.messagesPerSecond * cacheUnits,
      limit: data.cache.maximumEcpuPerSecond,
      movedBy: '`maximumEcpuPerSecond`',
      source: environments,
    },
    byQuota(
      `tokens a minute of the busier model, over ${regions} regions`,
      load.modelTokensPerMinute,
      models,
      'a quota increase for Bedrock, shorter prompts, more answers from the cache, or more regions',
    ),
    ...(orchestrator.spot
      ? []
      : [byQuota('vCPU of Fargate on demand', (tasks * orchestrator.cpu) / 1024, quotas.fargateCpus)]),
    byQuota('functions at once', load.bridges, quotas.concurrentFunctions),
    byQuota(
      'gateway requests and frames a second',
      load.gatewayPerSecond,
      quotas.gatewayPerSecond,
      `${raise}, or fewer frames for an answer (\`deltaCoalesceMs\`)`,
    ),
    byQuota('new sockets a second', load.newSocketsPerSecond, quotas.newSocketsPerSecond),
    byQuota('table writes a second', load.tableWritesPerSecond, quotas.tableWrites),
  ];
};

/** Messages a day at which a limit is met, if everything grows with them. */
export const metAt = ({ needed, limit }: CapacityLimit, messagesPerDay: number): number =>
  (messagesPerDay * limit) / needed;

/** Limits in the order in which growing traffic meets them. */
export const inOrder = (limits: readonly CapacityLimit[], messagesPerDay: number): readonly CapacityLimit[] =>
  limits.toSorted((a, b) => metAt(a, messagesPerDay) - metAt(b, messagesPerDay));
