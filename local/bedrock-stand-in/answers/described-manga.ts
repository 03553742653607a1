import { isRecord } from '../is-record';
import type { MarkedPart } from './marked-parts';

/** What the stand-in can say about a manga, read from a marked part of the prompt. */
export interface DescribedManga {
  readonly id: string;
  readonly title: string;
  readonly reading: string;
  readonly creators: readonly string[];
  /** Year, if known. */
  readonly year: string;
  readonly synopsis: string;
  readonly tags: readonly string[];
  readonly notes: string;
}

const textIn = (source: Readonly<Record<string, unknown>>, ...names: readonly string[]): string => {
  for (const name of names) {
    const value = source[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return '';
};

const listIn = (source: Readonly<Record<string, unknown>>, name: string): readonly string[] => {
  const value = source[name];
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
};

/** A line `label: value`, whichever of the labels it has. */
const labelled = (...labels: readonly string[]): ((text: string) => string) => {
  const line = new RegExp(`(?:^|\n)[ \t]*(?:${labels.join('|')})[ \t]*[:：][ \t]*([^\n]+)`);
  return (text) => line.exec(text)?.[1]?.trim() ?? '';
};

const titleLine = labelled('タイトル', '題名', '作品名', '[tT]itle');
const readingLine = labelled('読み', 'よみ', '[rR]eading');
const creatorsLine = labelled('著者', '作者', '作家', '[cC]reators?', '[aA]uthors?');
const publishedLine = labelled('刊行', '発行', '発売', '出版', '[pP]ublished(?:From)?');
const synopsisLine = labelled('あらすじ', '紹介', '概要', '[sS]ynopsis');
const tagsLine = labelled('タグ', '[tT]ags?', 'テーマ');
const notesLine = labelled('備考', 'メモ', '[nN]otes');

const fromJson = (part: MarkedPart, json: Readonly<Record<string, unknown>>): DescribedManga => {
  const inner = isRecord(json['item']) ? json['item'] : json;
  const enrichment = isRecord(json['enrichment']) ? json['enrichment'] : json;
  return {
    id: textIn(json, 'catalogId', 'id') || (part.attributes['id'] ?? ''),
    title: textIn(inner, 'title') || (part.attributes['title'] ?? ''),
    reading: textIn(inner, 'titleReading'),
    creators: listIn(inner, 'creators'),
    year: textIn(inner, 'publishedFrom').slice(0, 4),
    synopsis: textIn(enrichment, 'synopsis'),
    tags: listIn(enrichment, 'tags'),
    notes: textIn(inner, 'notes'),
  };
};

const split = (line: string): readonly string[] =>
  line
    .split(/[、,，/]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

const fromText = ({ attributes, text }: MarkedPart): DescribedManga => ({
  id: attributes['id'] ?? '',
  title:
    attributes['title'] ??
    (titleLine(text) || (/『([^』]+)』/.exec(text)?.[1] ?? text.split('\n', 1)[0] ?? '')),
  reading: readingLine(text),
  creators: split(creatorsLine(text)),
  year: /(?:19|20)\d\d/.exec(publishedLine(text))?.[0] ?? '',
  synopsis: synopsisLine(text),
  tags: split(tagsLine(text)),
  notes: notesLine(text),
});

/** Reads JSON or labelled lines; what is missing is an empty text. */
export const describeManga = (part: MarkedPart): DescribedManga =>
  part.json === undefined ? fromText(part) : fromJson(part, part.json);
