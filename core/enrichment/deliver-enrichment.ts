import type { CatalogRecord } from '../catalog/catalog-record';
import type { CatalogStore } from '../catalog/catalog-store';
import type { CatalogSearch } from '../retrieval/catalog-search';
import { markDelivered } from './catalog-changes';
import type { PublishEnriched } from './publish-enriched';

/** Finishes what follows the write of an enrichment: nothing where all of it was done before. */
export type DeliverEnrichment = (record: CatalogRecord) => Promise<void>;

/**
 * Indexes an enriched item, publishes its event, then notes that both are done: in this order, so that a failure in
 * between is completed by the next delivery of the job, without a model call, with the same event id.
 */
export const createDeliverEnrichment =
  (dependencies: {
    readonly catalog: Pick<CatalogStore, 'change'>;
    readonly search: Pick<CatalogSearch, 'index'>;
    readonly publish: PublishEnriched;
  }): DeliverEnrichment =>
  async (record) => {
    const { catalog, search, publish } = dependencies;
    const { catalogId, item, enrichment, provenance, undelivered, inputHash } = record;
    if (undelivered === undefined || !enrichment || !provenance) return;
    await search.index([
      { catalogId, item, enrichment, version: `${provenance.promptVersion}:${inputHash}` },
    ]);
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
