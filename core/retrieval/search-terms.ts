import { createHash } from 'node:crypto';
import { toRomaji } from 'wanakana';
import type { IndexedItem } from './catalog-search';
import { foldRomaji, foldText } from './fold-text';
import { genreNames } from './genre-names';
import { textGrams } from './text-grams';

/** Terms of one item or of one query, as ASCII words that every full-text engine keeps whole. */
export interface ItemTerms {
  /** One word for each whole title, reading and romaji. */
  readonly titleKeys: string;
  readonly titleGrams: string;
  readonly peopleGrams: string;
  readonly textGrams: string;
}

/** A word that stands for a whole string, whatever its length or script. */
export const keyWord = (text: string): string =>
  `k${createHash('sha1').update(text).digest('hex').slice(0, 24)}`;

const withoutSpaces = (folded: string): string => folded.replaceAll(' ', '');
const latin = /^[\p{Script=Latin}\p{N}\p{M}\s]+$/u;
const roles = /[[［][^\]］]*[\]］]/gu;

/** Key words under which a title is found: as written, and as romaji where it is Latin. Takes folded text. */
export const titleKeysOf = (folded: string): readonly string[] => {
  const whole = withoutSpaces(folded);
  if (whole === '') return [];
  return latin.test(folded) ? [keyWord(whole), keyWord(`romaji:${foldRomaji(folded)}`)] : [keyWord(whole)];
};

const romajiOf = (reading: string): string => foldText(toRomaji(reading.normalize('NFKC')));

/** The terms under which an item is found: titles in every language, readings in kana and romaji, people, and what it is about. */
export const itemTerms = ({ catalogId, item, enrichment }: IndexedItem): ItemTerms => {
  const titles = [item.title, item.titleReading, enrichment?.titleEnglish, enrichment?.titleChinese]
    .filter((title) => title !== undefined)
    .map(foldText);
  const romaji = item.titleReading === undefined ? '' : romajiOf(item.titleReading);
  const about = [
    enrichment?.synopsis ?? '',
    item.notes ?? '',
    ...(enrichment?.tags ?? []),
    ...(enrichment?.searchKeywords ?? []),
    ...(enrichment?.genres ?? []).flatMap(genreNames),
  ];
  return {
    titleKeys: [
      ...new Set([...titles.flatMap(titleKeysOf), ...titleKeysOf(romaji), keyWord(catalogId.toLowerCase())]),
    ].join(' '),
    titleGrams: [...titles, romaji].map((title) => textGrams(title).join(' ')).join(' '),
    peopleGrams: item.creators
      .map((name) => textGrams(foldText(name.replace(roles, ''))).join(' '))
      .join(' '),
    textGrams: textGrams(about.map(foldText).join(' ')).join(' '),
  };
};
