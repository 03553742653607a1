import type { CatalogItem } from '../../contracts/enrichment-job';

export type ItemField = 'catalogId' | keyof CatalogItem;

/** Names that shops give their columns. */
const aliases: Readonly<Record<string, ItemField>> = {
  catalogid: 'catalogId',
  id: 'catalogId',
  identifier: 'catalogId',
  商品コード: 'catalogId',
  商品id: 'catalogId',
  title: 'title',
  タイトル: 'title',
  作品名: 'title',
  書名: 'title',
  titlereading: 'titleReading',
  reading: 'titleReading',
  よみ: 'titleReading',
  読み: 'titleReading',
  タイトルカナ: 'titleReading',
  creators: 'creators',
  creator: 'creators',
  author: 'creators',
  作者: 'creators',
  著者: 'creators',
  publishedfrom: 'publishedFrom',
  published: 'publishedFrom',
  発売日: 'publishedFrom',
  刊行: 'publishedFrom',
  刊行日: 'publishedFrom',
  notes: 'notes',
  note: 'notes',
  備考: 'notes',
  isbn: 'isbn',
  priceyen: 'priceYen',
  price: 'priceYen',
  価格: 'priceYen',
};

/** The field that a column or property means; undefined: none that we know. */
export const itemField = (name: string): ItemField | undefined => {
  const plain = name
    .normalize('NFKC')
    .trim()
    .replace(/[\s_-]/g, '')
    .toLowerCase();
  return Object.hasOwn(aliases, plain) ? aliases[plain] : undefined;
};

export const knownFields: readonly ItemField[] = [...new Set(Object.values(aliases))];
