import { currentEnrichmentPromptVersion } from '../../contracts/enrichment';
import type { CatalogItem, EnrichmentJob } from '../../contracts/enrichment-job';
import { isInBulkJob } from '../catalog/bulk-mark';
import type { CatalogRecord } from '../catalog/catalog-record';
import type { CatalogStore } from '../catalog/catalog-store';
import { dayInJapan } from '../japan-time';
import { registerEdit } from './catalog-changes';
import { promptOrder } from './enrichment-prompt';
import { inputHash } from './input-hash';
import type { JobEdit } from './job-edit';

/** An item as an importer read it. */
export interface ImportedItem {
  readonly catalogId: string;
  readonly item: CatalogItem;
}

/** What an import has to do for one item: nothing where it is enriched or parked as it is, or where a newer edit is known. */
export type Registration =
  | { readonly kind: 'enriched' | 'parked' | 'superseded'; readonly catalogId: string }
  | { readonly kind: 'waiting'; readonly known: boolean; readonly job: EnrichmentJob }
  /** A batch job of that name has it. `job` is for a batch job that turns out not to exist. */
  | { readonly kind: 'inBulkJob'; readonly bulkJob: string; readonly job: EnrichmentJob };

const draftOf = (imported: ImportedItem, requestedAt: string, by: string, urgent: boolean): JobEdit => ({
  job: {
    jobId: 'import',
    catalogId: imported.catalogId,
    item: imported.item,
    requestedBy: by,
    requestedAt,
    promptVersion: currentEnrichmentPromptVersion,
    ...(urgent && { urgent }),
  },
  inputHash: inputHash(imported.item),
  requestedAt,
});

/**
 * The id follows from the edit, as it was registered first: an import that is run again makes the same job, and a return
 * to an earlier text another one.
 */
const importJobId = ({ job, inputHash, requestedAt }: JobEdit): string =>
  `import:${job.catalogId}:${inputHash.slice(0, 8)}:${Date.parse(requestedAt).toString(36)}`;

const isDone = (record: CatalogRecord): boolean =>
  record.status === 'enriched' &&
  record.undelivered === undefined &&
  record.provenance?.inputHash === record.inputHash &&
  promptOrder(record.provenance.promptVersion) >= promptOrder(currentEnrichmentPromptVersion);

const registrationOf = (
  edit: JobEdit,
  record: CatalogRecord | undefined,
  facts: { readonly known: boolean; readonly at: number },
): Registration => {
  const { catalogId } = edit.job;
  if (record && record.inputHash !== edit.inputHash) return { kind: 'superseded', catalogId };
  if (record && isDone(record)) return { kind: 'enriched', catalogId };
  if (record?.status === 'parked') return { kind: 'parked', catalogId };
  const requestedAt = record?.requestedAt ?? edit.requestedAt;
  const dated = { ...edit, requestedAt };
  const job = { ...edit.job, requestedAt, jobId: importJobId(dated) };
  return record?.bulk && isInBulkJob(record, facts.at)
    ? { kind: 'inBulkJob', bulkJob: record.bulk.job, job }
    : { kind: 'waiting', known: facts.known, job };
};

/**
 * Makes imported items known to the catalogue, each of them once, before their jobs are sent: what is lost on its way is
 * found by the daily run. `at` in epoch milliseconds. Items of one call have different ids.
 */
export const createRegisterImport =
  (catalog: Pick<CatalogStore, 'getMany' | 'change'>) =>
  async (
    items: readonly ImportedItem[],
    request: {
      readonly at: number;
      readonly by: string;
      readonly urgent: boolean;
      /** Whether their jobs are sent now. */
      readonly send: boolean;
    },
  ): Promise<readonly Registration[]> => {
    const requestedAt = new Date(request.at).toISOString();
    const queuedFor = request.send ? dayInJapan(request.at) : undefined;
    const records = await catalog.getMany(items.map(({ catalogId }) => catalogId));
    const byId = new Map(records.map((record) => [record.catalogId, record]));
    return Promise.all(
      items.map(async (imported) => {
        const edit = draftOf(imported, requestedAt, request.by, request.urgent);
        const known = byId.get(imported.catalogId);
        if (known?.inputHash === edit.inputHash)
          return registrationOf(edit, known, { known: true, at: request.at });
        const { record } = await catalog.change(
          imported.catalogId,
          registerEdit(edit, requestedAt, queuedFor),
        );
        return registrationOf(edit, record, { known: false, at: request.at });
      }),
    );
  };
