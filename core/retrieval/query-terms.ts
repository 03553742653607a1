import { foldRomaji, foldText } from './fold-text';
import { requestPhrases } from './request-phrases';
import { keyWord, titleKeysOf } from './search-terms';
import { textGrams } from './text-grams';

/** Terms of a customer's message. */
export interface QueryTerms {
  /** Key words of every span that could be a title. */
  readonly titleKeys: string;
  readonly grams: string;
}

/** A message is searched by its quoted titles and its first characters: a query holds at most 1,024 clauses. */
const maxCodePoints = 120;
const maxQuotes = 8;
const maxSpanSegments = 12;
const maxSpans = 300;

const quoted = /[「『“"《]([^」』”"》]{1,100})[」』”"》]/gu;
const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });
const folded = (phrases: readonly string[]): string => phrases.map(foldText).join('|');
const wrapping = new RegExp(
  `${folded([...requestPhrases.ja, ...requestPhrases.zh])}|\\b(?:${folded(requestPhrases.en)})\\b`,
  'gu',
);

const firstCodePoints = (text: string, count: number): string => Array.from(text).slice(0, count).join('');

/** One character folds into up to 18 others, so what is folded is cut as well. */
const foldedStart = (text: string): string => firstCodePoints(foldText(text), maxCodePoints);

/** Two Latin letters are a title too rarely, and part of another word too often. */
const couldBeTitle = (span: string): boolean => Array.from(span).length > (/^[a-z0-9 ]+$/.test(span) ? 2 : 1);

const spansOf = (text: string): readonly string[] => {
  const segments = Array.from(segmenter.segment(text), ({ segment }) => segment);
  const spans = segments.flatMap((_, start) =>
    segments.slice(start, start + maxSpanSegments).map((__, more) =>
      segments
        .slice(start, start + more + 1)
        .join('')
        .trim(),
    ),
  );
  return spans.filter(couldBeTitle).slice(0, maxSpans);
};

const keysOf = (span: string): readonly string[] =>
  /^[a-z0-9 ]+$/.test(span)
    ? [...titleKeysOf(span), keyWord(`romaji:${foldRomaji(span)}`)]
    : titleKeysOf(span);

/** The text without the words that customers wrap titles in; all of it where nothing else is left. */
const withoutWrapping = (text: string): string => {
  const rest = text.replace(wrapping, ' ').replace(/\s+/g, ' ').trim();
  return rest === '' ? text : rest;
};

/** What to look for in the index: key words of spans that could be titles, and the grams of what is asked for. */
export const queryTerms = (message: string): QueryTerms => {
  const titles = Array.from(message.matchAll(quoted), ([, title]) => title ?? '');
  const quotes = titles.slice(0, maxQuotes).map(foldedStart);
  const text = foldedStart(firstCodePoints(message, maxCodePoints));
  const wanted = withoutWrapping(text);
  const keys = [text, wanted, ...quotes, ...spansOf(wanted), ...spansOf(text)]
    .slice(0, maxSpans)
    .flatMap(keysOf);
  const grams = [...quotes, wanted].flatMap(textGrams);
  return { titleKeys: [...new Set(keys)].join(' '), grams: [...new Set(grams)].join(' ') };
};
