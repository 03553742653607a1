import type { CatalogRecord } from '../catalog/catalog-record';
import type { CatalogStore } from '../catalog/catalog-store';
import type { CatalogSearch } from '../retrieval/catalog-search';
import { markDelivered } from './catalog-changes';
import type { PublishEnriched } from './publish-enriched';
import { type Patience, withPatience } from './with-patience';

/**
 * Finishes what follows the write of an enrichment: nothing where all of it was done before. `deadline`: until when a
 * throttled embedding is waited for, epoch milliseconds.
 */
export type DeliverEnrichment = (record: CatalogRecord, deadline: number) => Promise<void>;

/**
 * Indexes an enriched item, publishes its event, then notes that both are done: in this order, so that a failure in
 * between is completed by the next delivery of the job, without a model call, with the same event id.
 */
export const createDeliverEnrichment =
  (dependencies: {
    readonly catalog: Pick<CatalogStore, 'change'>;
    readonly search: Pick<CatalogSearch, 'index'>;
    readonly publish: PublishEnriched;
    readonly patience: Patience;
  }): DeliverEnrichment =>
  async (record, deadline) => {
    const { catalog, search, publish, patience } = dependencies;
    const { catalogId, item, enrichment, provenance, undelivered, inputHash } = record;
    if (undelivered === undefined || !enrichment || !provenance) return;
    const version = `${provenance.promptVersion}:${inputHash}`;
    await withPatience(() => search.index([{ catalogId, item, enrichment, version }]), deadline, patience);
    await publish({
      eventId: undelivered,
      type: 'catalogue-item-enriched',
      catalogId,
      jobId: provenance.jobId,
      promptVersion: provenance.promptVersion,
      inputHash,
      model: provenance.model,
      at: provenance.enrichedAt,
    });
    await catalog.change(catalogId, markDelivered(undelivered));
  };
