import { currentEnrichmentPromptVersion } from '../../contracts/enrichment';
import type { EnrichmentJob } from '../../contracts/enrichment-job';
import { isInBulkJob } from '../../core/catalog/bulk-mark';
import type { CatalogRecord } from '../../core/catalog/catalog-record';
import type { CatalogIndexes, CatalogStore, DemandedItem } from '../../core/catalog/catalog-store';
import type { Now } from '../../core/clock';
import type { DailyRuns } from '../../core/enrichment/daily-runs';
import { promptOrder } from '../../core/enrichment/enrichment-prompt';
import { mergeByDemand } from '../../core/enrichment/merge-by-demand';
import type { QueueJobs } from '../../core/enrichment/queue-jobs';
import { dayInJapan } from '../../core/japan-time';

export interface DailyEnrichmentDependencies {
  readonly catalog: Pick<CatalogStore, 'change'>;
  readonly indexes: Pick<CatalogIndexes, 'waiting' | 'enrichedBy'>;
  readonly runs: DailyRuns;
  readonly queue: QueueJobs;
  /** Every prompt but the current one. */
  readonly olderPromptVersions: readonly string[];
  readonly budgetUsd: () => number;
  /** US$ that one item is expected to cost. */
  readonly estimateUsd: () => number;
  /** Milliseconds until bulk work may run; 0: now. */
  readonly untilBulkWindowMs: () => number;
  readonly now: Now;
}

/** What a firing of the schedule found and did. */
export interface DailyReport {
  readonly day: string;
  readonly outcome: 'queued' | 'done-before' | 'outside-window' | 'out-of-time';
  /** By this firing. */
  readonly queued: number;
  /** By the whole day. */
  readonly queuedToday: number;
  readonly estimatedUsdToday: number;
}

/** Ten, as SQS takes them; also the step in which the budget is watched. */
const stepSize = 10;

const needsWork = (record: CatalogRecord): boolean =>
  record.waiting ||
  (record.status === 'enriched' &&
    record.provenance !== undefined &&
    promptOrder(record.provenance.promptVersion) < promptOrder(currentEnrichmentPromptVersion));

const jobOf = (record: CatalogRecord, day: string): EnrichmentJob => ({
  jobId: `daily:${day}:${record.catalogId}`,
  catalogId: record.catalogId,
  item: record.item,
  requestedBy: 'schedule:daily-enrichment',
  // The edit's own time: the run enriches what is known, and must not pass for a newer edit.
  requestedAt: record.requestedAt,
  promptVersion: currentEnrichmentPromptVersion,
});

/**
 * Queues what was never enriched, was edited since, or was enriched by an older prompt, in order of demand, up to the
 * day's budget. Each item is claimed for the day before its job is sent: a second firing, also one at the same time,
 * continues where the first stopped and claims nothing twice. `deadline` in epoch milliseconds.
 */
export const createQueueDailyEnrichment = (dependencies: DailyEnrichmentDependencies) => {
  const { catalog, indexes, runs, queue, olderPromptVersions, now } = dependencies;

  const claim = async (catalogId: string, day: string): Promise<EnrichmentJob | undefined> => {
    const { record, changed } = await catalog.change(catalogId, (current) =>
      current && current.queuedFor !== day && !isInBulkJob(current, now()) && needsWork(current)
        ? { ...current, queuedFor: day }
        : undefined,
    );
    return changed && record ? jobOf(record, day) : undefined;
  };

  const candidates = (): AsyncIterable<DemandedItem> =>
    mergeByDemand<DemandedItem>([
      indexes.waiting(),
      ...olderPromptVersions.map((version) => indexes.enrichedBy(version)),
    ]);

  return async (deadline: number): Promise<DailyReport> => {
    const day = dayInJapan(now());
    const estimateUsd = dependencies.estimateUsd();
    let today = await runs.get(day);
    let queued = 0;
    const report = (outcome: DailyReport['outcome']): DailyReport => ({
      day,
      outcome,
      queued,
      queuedToday: today.queued,
      estimatedUsdToday: today.estimatedUsd,
    });
    const send = async (jobs: readonly EnrichmentJob[]): Promise<void> => {
      if (jobs.length === 0) return;
      await queue(jobs);
      queued += jobs.length;
      today = await runs.add(day, { queued: jobs.length, estimatedUsd: jobs.length * estimateUsd });
    };

    if (today.finished) return report('done-before');
    if (dependencies.untilBulkWindowMs() > 0) return report('outside-window');
    let step: EnrichmentJob[] = [];
    for await (const { catalogId } of candidates()) {
      if (now() >= deadline) {
        await send(step);
        return report('out-of-time');
      }
      const afterStepUsd = today.estimatedUsd + (step.length + 1) * estimateUsd;
      if (afterStepUsd > dependencies.budgetUsd()) break;
      const job = await claim(catalogId, day);
      if (job) step.push(job);
      if (step.length === stepSize) {
        await send(step);
        step = [];
      }
    }
    await send(step);
    await runs.finish(day);
    return report('queued');
  };
};
