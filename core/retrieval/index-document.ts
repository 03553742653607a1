import type { IndexedItem } from './catalog-search';
import { itemTerms, keyWord } from './search-terms';

/** A document of the index: see `contracts/search-index.ts`. */
export interface IndexDocument {
  readonly idKey: string;
  readonly version: string;
  /** Epoch milliseconds; of two documents of one item the newer counts. */
  readonly indexedAt: number;
  readonly titleKeys: string;
  readonly titleGrams: string;
  readonly peopleGrams: string;
  readonly textGrams: string;
  /** The item itself, as JSON. */
  readonly source: string;
  readonly embedding: readonly number[];
}

/** The word that stands for a catalogue id in the index. */
export const idKeyOf = (catalogId: string): string => keyWord(`id:${catalogId}`);

/** The text whose meaning the embedding holds. */
export const embeddingText = ({ item, enrichment }: IndexedItem): string =>
  [
    item.title,
    item.titleReading,
    item.creators.join('、'),
    enrichment?.titleEnglish,
    enrichment?.synopsis ?? item.notes,
    enrichment?.genres.join(' '),
    enrichment?.tags.join(' '),
  ]
    .filter((part) => part !== undefined && part !== '')
    .join('\n');

export const indexDocument = (
  item: IndexedItem,
  embedding: readonly number[],
  indexedAt: number,
): IndexDocument => ({
  idKey: idKeyOf(item.catalogId),
  version: item.version,
  indexedAt,
  ...itemTerms(item),
  source: JSON.stringify(item),
  embedding,
});
