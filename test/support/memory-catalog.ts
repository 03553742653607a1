import type { CatalogRecord } from '../../core/catalog/catalog-record';
import type { CatalogStore } from '../../core/catalog/catalog-store';

/** The catalogue in memory, with the promises of the port. */
export const memoryCatalog = (
  seed: readonly CatalogRecord[] = [],
): CatalogStore & { rows: Map<string, CatalogRecord> } => {
  const rows = new Map(seed.map((record) => [record.catalogId, record]));
  return {
    rows,
    get: async (catalogId) => rows.get(catalogId),
    getMany: async (catalogIds) => catalogIds.flatMap((id) => rows.get(id) ?? []),
    change: async (catalogId, change) => {
      const current = rows.get(catalogId);
      const next = change(current);
      if (next === undefined) return { record: current, changed: false };
      const record = { ...next, revision: (current?.revision ?? 0) + 1 };
      rows.set(catalogId, record);
      return { record, changed: true };
    },
  };
};
