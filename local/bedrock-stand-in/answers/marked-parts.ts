import { isRecord } from '../is-record';

/** The marks that prompt builders put around data. */
export type Mark = 'document' | 'item' | 'candidate';

/** What stands between a mark and its end: `<document id="C1">…</document>`. */
export interface MarkedPart {
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  /** The text, if it is a JSON object. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

const unescape = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const parseObject = (text: string): Readonly<Record<string, unknown>> | undefined => {
  if (!text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const attributesOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/([a-zA-Z_-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      unescape(value),
    ]),
  );

/** All parts with one mark, in order. Linear: an opening mark without its end closes the list. */
export const markedParts = (text: string, mark: Mark): readonly MarkedPart[] => {
  const parts: MarkedPart[] = [];
  const opening = new RegExp(`<${mark}(?=[\\s>])([^<>]*)>`, 'g');
  const closing = `</${mark}>`;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const end = text.indexOf(closing, opening.lastIndex);
    if (end === -1) break;
    const inner = text.slice(opening.lastIndex, end).trim();
    parts.push({
      attributes: attributesOf(match[1] ?? ''),
      text: unescape(inner),
      json: parseObject(inner) ?? parseObject(unescape(inner)),
    });
    opening.lastIndex = end + closing.length;
  }
  return parts;
};

const cutParts = (text: string, mark: Mark): string => {
  const closing = `</${mark}>`;
  let rest = text;
  for (;;) {
    const start = rest.search(new RegExp(`<${mark}[\\s>]`));
    const end = start === -1 ? -1 : rest.indexOf(closing, start);
    if (end === -1) return rest;
    rest = rest.slice(0, start) + rest.slice(end + closing.length);
  }
};

/** The text without the data and the marks around it. */
export const withoutMarks = (text: string): string =>
  unescape(
    cutParts(cutParts(cutParts(text, 'document'), 'item'), 'candidate')
      .replace(/<\/?[a-z][a-z_-]*(?:\s[^<>]*)?>/g, '')
      .trim(),
  );
