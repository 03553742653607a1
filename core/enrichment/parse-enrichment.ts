import { type Enrichment, enrichmentSchema } from '../../contracts/enrichment';
import { createValidator } from '../json-schema/create-validator';

/** What a reply holds, or what is wrong with it in words that the model and an operator understand. */
export type ParsedEnrichment =
  | { readonly fits: true; readonly enrichment: Enrichment }
  | { readonly fits: false; readonly problem: string };

/** The JSON value in a reply: alone, in a code fence, or between a few words. Undefined: there is none. */
export const jsonOf = (text: string): unknown => {
  const start = text.search(/[[{]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  if (start < 0 || end < start) return undefined;
  try {
    return JSON.parse(text.slice(start, end + 1));
  } catch {
    return undefined;
  }
};

const validate = createValidator<Enrichment>(enrichmentSchema, 'the object');

/** Checks one enrichment that was parsed from a reply against its schema. */
export const checkEnrichment = (value: unknown): ParsedEnrichment => {
  if (value === undefined) return { fits: false, problem: 'the reply is not JSON' };
  const result = validate(value);
  if (result.ok) return { fits: true, enrichment: result.value };
  const problem = result.details.map(({ field, problem }) => `${field} ${problem}`).join('; ');
  return { fits: false, problem };
};

/** Parses the model's reply for one item. */
export const parseEnrichment = (text: string): ParsedEnrichment => checkEnrichment(jsonOf(text));
