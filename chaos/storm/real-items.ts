import { checkRow } from '../../admin/import/check-row';
import { readSource } from '../../admin/import/read-source';
import type { ImportedItem } from '../../core/enrichment/register-import';
import { dataSetFile } from '../data-set';

/** The first good records of the real data set, with different ids. */
export const realItems = async (count: number): Promise<readonly ImportedItem[]> => {
  const items = new Map<string, ImportedItem>();
  for await (const row of readSource(dataSetFile())) {
    const checked = checkRow(row);
    if (checked.ok) items.set(checked.imported.catalogId, checked.imported);
    if (items.size === count) break;
  }
  if (items.size < count) throw new Error(`The data set has ${items.size} good records of ${count}.`);
  return [...items.values()];
};
