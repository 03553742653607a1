import { toRomaji } from 'wanakana';
import type { Enrichment } from '../../../contracts/enrichment';
import type { DescribedManga } from './described-manga';
import { audienceIn, themesIn } from './manga-themes';

const points = (text: string, longest: number): string => Array.from(text).slice(0, longest).join('');

const unique = (phrases: readonly string[], most: number): string[] =>
  [...new Set(phrases.map((phrase) => points(phrase.trim(), 60)).filter((phrase) => phrase !== ''))].slice(
    0,
    most,
  );

const capitalised = (text: string): string =>
  text.replaceAll(/(^|\s)([a-z])/g, (_match, space: string, letter: string) => space + letter.toUpperCase());

const englishTitle = ({ title, reading }: DescribedManga): string => {
  if (/^[\u0020-\u007e]+$/.test(title)) return title;
  const romaji = toRomaji(reading || title).trim();
  return points(capitalised(romaji), 300) || title;
};

const synopsisOf = (manga: DescribedManga, labels: readonly string[]): string => {
  const by = manga.creators.length === 0 ? '' : `${manga.creators.slice(0, 3).join('、')}による`;
  const since = manga.year === '' ? '' : `${manga.year}年から刊行された`;
  const notes = manga.notes === '' ? '' : `資料には「${points(manga.notes, 150)}」とある。`;
  const kind = labels.length === 0 ? '' : `${labels.join('・')}を題材にした`;
  return points(
    `『${points(manga.title, 80)}』は、${by}${since}${kind}漫画作品。${notes}（ローカル代役モデルによる紹介文）`,
    400,
  );
};

/** An enrichment that fits the contract, from nothing but what is known of the manga: equal input, equal output. */
export const enrichManga = (manga: DescribedManga): Enrichment => {
  const told = `${manga.title} ${manga.reading} ${manga.notes}`;
  const themes = themesIn(told);
  const labels = themes.map(({ label }) => label);
  const warnings = themes.flatMap(({ warning }) => (warning === undefined ? [] : [warning]));
  return {
    synopsis: synopsisOf(manga, labels),
    genres: themes.length === 0 ? ['other'] : themes.map(({ genre }) => genre),
    tags: unique([...labels, ...(manga.year === '' ? [] : [`${manga.year.slice(0, 3)}0年代`])], 20),
    audience: audienceIn(told),
    contentWarnings: [...new Set(warnings)],
    searchKeywords: unique([manga.title, manga.reading, ...manga.creators.slice(0, 3), ...labels], 30),
    titleEnglish: points(englishTitle(manga), 300),
    titleChinese: points(manga.title, 300),
  };
};
