import { joinNotes, namesOf, rolesInWords } from './describe-people';
import type { ItemField } from './field-names';
import { type Person, splitPeople } from './split-people';

const isText = (value: unknown): value is string => typeof value === 'string';

const peopleOf = (value: unknown): readonly Person[] | undefined => {
  if (value === undefined || value === '') return [];
  if (isText(value)) return splitPeople(value);
  return Array.isArray(value) && value.every(isText) ? value.flatMap(splitPeople) : undefined;
};

/** `2009/9/9`, `2009年9月` and the like as ISO 8601; what is not a date stays, for the schema to refuse. */
const dateOf = (value: unknown): unknown => {
  const text = typeof value === 'number' ? String(value) : value;
  if (!isText(text)) return value;
  const [, year, month, day] =
    /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?)?[月年]?$/.exec(text.normalize('NFKC').trim()) ?? [];
  return year === undefined
    ? text
    : [year, month, day].flatMap((part) => part?.padStart(2, '0') ?? []).join('-');
};

const isbnOf = (value: unknown): unknown =>
  isText(value) ? value.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase() : value;

const priceOf = (value: unknown): unknown => {
  const digits = isText(value)
    ? /^[¥￥]?([0-9][0-9,]*)円?$/.exec(value.normalize('NFKC').trim())?.[1]
    : undefined;
  return digits === undefined ? value : Number(digits.replaceAll(',', ''));
};

const filled = (value: unknown): unknown =>
  isText(value) && value.trim() === '' ? undefined : isText(value) ? value.trim() : value;

/** A catalogue item from the named values of one row. Values that are wrong stay wrong, for the schema to name. */
export const itemOfFields = (
  fields: Readonly<Partial<Record<ItemField, unknown>>>,
): { readonly catalogId: unknown; readonly item: unknown } => {
  const people = peopleOf(filled(fields.creators));
  const isbn = isbnOf(filled(fields.isbn));
  const notes = filled(fields.notes);
  return {
    catalogId: filled(fields.catalogId) ?? (isText(isbn) ? `isbn-${isbn}` : undefined),
    item: {
      title: filled(fields.title),
      titleReading: filled(fields.titleReading),
      creators: people === undefined ? fields.creators : namesOf(people),
      publishedFrom: dateOf(filled(fields.publishedFrom)),
      notes: notes === undefined || isText(notes) ? joinNotes(notes, rolesInWords(people ?? [])) : notes,
      isbn,
      priceYen: priceOf(filled(fields.priceYen)),
    },
  };
};
