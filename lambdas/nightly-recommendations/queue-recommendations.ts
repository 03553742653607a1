import type { DeferredJob } from '../../contracts/deferred-job';
import type { CatalogIndexes } from '../../core/catalog/catalog-store';
import type { Now } from '../../core/clock';
import type { Logger } from '../../core/observability/logger';
import { planNight, recommendationJob } from '../../core/recommendations/plan-night';
import type { RecommendationStore } from '../../core/recommendations/recommendation-store';

export interface NightlyDependencies {
  readonly indexes: Pick<CatalogIndexes, 'withStatus'>;
  readonly recommendations: Pick<RecommendationStore, 'nights'>;
  readonly send: (jobs: readonly DeferredJob[]) => Promise<void>;
  readonly budgetUsd: () => number;
  readonly now: Now;
  readonly logger: Logger;
}

/** Queues a job for each enriched item that has no neighbours or old ones, up to the night's budget. */
export const queueRecommendations =
  ({ indexes, recommendations, send, budgetUsd, now, logger }: NightlyDependencies) =>
  async (): Promise<{ readonly queued: number }> => {
    const catalogIds: string[] = [];
    for await (const catalogId of indexes.withStatus('enriched')) catalogIds.push(catalogId);
    const due = planNight(catalogIds, await recommendations.nights(catalogIds), {
      now: now(),
      budgetUsd: budgetUsd(),
    });
    await send(due.map((catalogId) => recommendationJob(catalogId, now())));
    logger.info('Recommendation jobs queued.', { queued: due.length, enriched: catalogIds.length });
    return { queued: due.length };
  };
