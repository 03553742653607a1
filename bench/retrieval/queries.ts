import type { IndexedItem } from '../../core/retrieval/catalog-search';
import { foldText } from '../../core/retrieval/fold-text';

/** A way to ask for an item; undefined where the item has nothing to be asked by. */
export interface QueryKind {
  readonly name: string;
  readonly query: (item: IndexedItem, random: () => number) => string | undefined;
}

const strangers = Array.from('あいかさたなみら山川田口人大中小');

/** One character is replaced by another. */
const withOneChanged = (text: string, random: () => number): string => {
  const letters = Array.from(text);
  const at = Math.floor(random() * letters.length);
  const others = strangers.filter((letter) => letter !== letters[at]);
  letters[at] = others[Math.floor(random() * others.length)] ?? '人';
  return letters.join('');
};

export const queryKinds: readonly QueryKind[] = [
  { name: 'title', query: ({ item }) => item.title },
  { name: 'title in a sentence', query: ({ item }) => `${item.title}みたいな作品を教えてください` },
  { name: 'reading in katakana', query: ({ item }) => item.titleReading },
  { name: 'reading in hiragana', query: ({ item }) => item.titleReading && foldText(item.titleReading) },
  { name: 'title, one character changed', query: ({ item }, random) => withOneChanged(item.title, random) },
  {
    name: 'reading, one character changed',
    query: ({ item }, random) => item.titleReading && withOneChanged(item.titleReading, random),
  },
];

const sameText = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && foldText(a) === foldText(b);

/**
 * Whether a found item is what was asked for: the item itself, or another of the same title or reading,
 * since the same work stands in the data set once for each magazine.
 */
export const isWanted = (wanted: IndexedItem, found: IndexedItem): boolean =>
  found.catalogId === wanted.catalogId ||
  sameText(found.item.title, wanted.item.title) ||
  sameText(found.item.titleReading, wanted.item.titleReading);
