import type { DeferredJobOf } from '../../contracts/deferred-job';
import { dayInJapan, dayMs } from '../japan-time';

/** Neighbours change slowly: they are found again after this many days. */
const freshDays = 30;

/**
 * What a job costs on average, in US$: about 2,500 tokens in and 900 out (eleven synopses in, ten reasons out) at the
 * prices of Claude Haiku 4.5. It bounds the night; what was really spent is in the ledger.
 */
const estimatedCostUsd = 0.008;

/** The job of one item and night: the same one whenever the schedule fires. */
export const recommendationJob = (catalogId: string, now: number): DeferredJobOf<'recommendation'> => {
  const night = dayInJapan(now);
  return {
    kind: 'recommendation',
    jobId: `recommendation:${catalogId}:${night}`,
    requestedBy: 'schedule:nightly-recommendations',
    requestedAt: new Date(now).toISOString(),
    payload: { catalogId, night },
  };
};

/**
 * Which items have no neighbours yet, or old ones; oldest first, as many as the night's budget allows. What was found this
 * night is paid for from the same budget: a schedule that fires again plans what the first firing planned and no more.
 */
export const planNight = (
  catalogIds: readonly string[],
  nights: ReadonlyMap<string, string>,
  options: { readonly now: number; readonly budgetUsd: number },
): readonly string[] => {
  const oldest = dayInJapan(options.now - freshDays * dayMs);
  const tonight = dayInJapan(options.now);
  const items = catalogIds.map((catalogId) => ({ catalogId, night: nights.get(catalogId) ?? '' }));
  const paid = items.filter(({ night }) => night === tonight).length;
  const affordable = Math.max(0, Math.floor(options.budgetUsd / estimatedCostUsd) - paid);
  const due = items
    .filter(({ night }) => night <= oldest)
    .sort((a, b) => (a.night < b.night ? -1 : a.night > b.night ? 1 : 0));
  return due.slice(0, affordable).map(({ catalogId }) => catalogId);
};
