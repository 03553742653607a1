import { currentEnrichmentPromptVersion } from '../../contracts/enrichment';
import type { EnrichmentJob } from '../../contracts/enrichment-job';
import type { ImportedItem } from '../../core/enrichment/register-import';
import { pick, seededRandom, shuffled } from '../seeded-random';

/** What a producer that checks nothing puts on the queue. */
export interface EnrichmentMessage {
  readonly group: string;
  readonly body: string;
  /** Which edit of its title, from 1; 0: it is malformed. */
  readonly edit: number;
}

const malformations: readonly [(job: EnrichmentJob) => string, ...((job: EnrichmentJob) => string)[]] = [
  (job) => JSON.stringify(job).slice(0, -20),
  (job) => JSON.stringify({ ...job, item: { ...job.item, title: undefined } }),
  (job) => JSON.stringify({ ...job, item: { ...job.item, creators: job.item.creators.join() } }),
  (job) => JSON.stringify({ ...job, shelf: 7 }),
  (job) => JSON.stringify({ ...job, promptVersion: 'of-tomorrow' }),
];

/**
 * The messages of a storm, in the order in which they are sent: one for each item, three edits in a row for each of the
 * first `edited` of them, and one that is malformed for each of `malformed`. Decided by the seed.
 */
export const enrichmentMessages = (
  items: readonly ImportedItem[],
  malformed: readonly ImportedItem[],
  options: { readonly edited: number; readonly seed: number; readonly startedAt: number },
): readonly EnrichmentMessage[] => {
  const random = seededRandom(options.seed);
  const slots = shuffled(random, [
    ...items.flatMap((item, index) => Array.from({ length: index < options.edited ? 3 : 1 }, () => item)),
    ...malformed,
  ]);
  const spoilt = new Set(malformed);
  const edits = new Map<string, number>();
  return slots.map((imported, position) => {
    const { catalogId, item } = imported;
    const edit = (edits.get(catalogId) ?? 0) + 1;
    edits.set(catalogId, edit);
    const job: EnrichmentJob = {
      jobId: `storm:${catalogId}:${edit}`,
      catalogId,
      item: edit === 1 ? item : { ...item, notes: `${item.notes ?? ''} 第${edit}版`.trim().slice(-4000) },
      requestedBy: 'trial',
      requestedAt: new Date(options.startedAt + position).toISOString(),
      promptVersion: currentEnrichmentPromptVersion,
    };
    return spoilt.has(imported)
      ? { group: catalogId, body: pick(random, malformations)(job), edit: 0 }
      : { group: catalogId, body: JSON.stringify(job), edit };
  });
};
