import { createHash } from 'node:crypto';
import type { CatalogItem } from '../../contracts/enrichment-job';
import { canonicalJson } from '../canonical-json';

/** SHA-256 of the canonical JSON of an item, hexadecimal: what decides whether an item was enriched as it is now. */
export const inputHash = (item: CatalogItem): string =>
  createHash('sha256').update(canonicalJson(item)).digest('hex');
