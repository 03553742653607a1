import type { ModelKey } from '../../contracts/model-catalog';
import type { Now } from '../clock';
import type { Logger } from '../observability/logger';
import type { RecordMetric } from '../observability/metrics-recorder';
import type { BedrockTransport } from './bedrock-transport';
import { type AttemptContext, runWithFailover } from './failover';
import { recordHealth } from './health-report';
import type { CallOptions } from './model-client';
import { allowedRegions, planRegions, type RegionConfig } from './plan-regions';
import { createRegionBreaker } from './region-breaker';
import type { RegionHealth } from './region-health';

/** What one attempt has at hand: where it asks, its clocks, its lease, and the wire. */
export type RegionalAsk<T> = (context: AttemptContext, transport: BedrockTransport) => Promise<T>;

/** Calls to Bedrock in whichever region answers: one for each process, shared by everything that calls models. */
export interface RegionalCalls {
  /**
   * Asks one region after the other. `timeoutMs` bounds each attempt, `share` is as in `FailoverCall`.
   * Rejects with a `ModelCallError`.
   */
  run<T>(
    call: CallOptions & { readonly model: ModelKey; readonly timeoutMs: number; readonly share: number },
    ask: RegionalAsk<T>,
  ): Promise<T>;
  /** Of the regions that data residency allows. */
  health(): readonly RegionHealth[];
  /** Closes the connections; calls under way fail. */
  close(): void;
}

export interface RegionalCallsDependencies {
  /** Read at each call: the configuration is refreshed in the background. */
  readonly config: () => RegionConfig;
  readonly transport: BedrockTransport;
  readonly now: Now;
  /** In [0, 1): the jitter of the cooldowns. */
  readonly random: () => number;
  readonly record: RecordMetric;
  readonly logger: Logger;
}

export const createRegionalCalls = (dependencies: RegionalCallsDependencies): RegionalCalls => {
  const { config, transport, now, random, record, logger } = dependencies;

  const health = (): readonly RegionHealth[] => breaker.health(allowedRegions(config()));

  const onChange = (changed: RegionHealth): void => {
    if (changed.state === 'quarantined') {
      record('quarantines', 1, { region: changed.region, ...(changed.model && { model: changed.model }) });
      logger.error('model quarantined in a region: check access, model id and lifecycle', { ...changed });
    } else if (changed.state === 'closed') logger.info('region answers again', { ...changed });
    else logger.warn('region cools down', { ...changed });
    if (changed.model === undefined) recordHealth(health(), record);
  };
  const breaker = createRegionBreaker({ now, random, onChange });

  return {
    run: ({ model, deadline, signal, timeoutMs, share }, ask) =>
      runWithFailover(
        {
          model,
          plan: planRegions(config(), model),
          deadline,
          signal,
          timeoutMs,
          share,
          ask: (context) => ask(context, transport),
        },
        {
          breaker,
          now,
          onFailover: ({ region, reason }, next) => {
            record('failovers', 1, { region, model });
            logger.warn('asking another region', { model, region, reason, next });
          },
        },
      ),
    health,
    close: () => transport.close(),
  };
};
