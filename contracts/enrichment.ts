import type { FromSchema } from 'json-schema-to-ts';

/** Every prompt that items may have been enriched by, oldest first: the daily run looks for items of all but the last. */
export const enrichmentPromptVersions = ['2026-11-1'] as const;

/** The prompt that jobs ask for unless they name another; an item enriched by an older one is enriched again. */
export const currentEnrichmentPromptVersion: (typeof enrichmentPromptVersions)[number] = '2026-11-1';

export const genres = [
  'action',
  'adventure',
  'comedy',
  'drama',
  'fantasy',
  'historical',
  'horror',
  'mystery',
  'romance',
  'science-fiction',
  'slice-of-life',
  'sports',
  'supernatural',
  'thriller',
  'school',
  'gourmet',
  'music',
  'war',
  'crime',
  'essay',
  'other',
] as const;

export const audiences = ['shonen', 'shojo', 'seinen', 'josei', 'kids'] as const;

export const contentWarnings = [
  'violence',
  'gore',
  'sexual-content',
  'nudity',
  'self-harm',
  'substance-use',
  'abuse',
  'discrimination',
] as const;

const phrase = { type: 'string', minLength: 1, maxLength: 60 } as const;

/** What the model must return for one manga. Lengths are in Unicode code points. */
export const enrichmentSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'Enrichment',
  type: 'object',
  required: [
    'synopsis',
    'genres',
    'tags',
    'audience',
    'contentWarnings',
    'searchKeywords',
    'titleEnglish',
    'titleChinese',
  ],
  additionalProperties: false,
  properties: {
    /** In Japanese: at least one kana or kanji. */
    synopsis: { type: 'string', minLength: 1, maxLength: 400, pattern: '[\\u3040-\\u30ff\\u4e00-\\u9fff]' },
    genres: {
      type: 'array',
      minItems: 1,
      maxItems: 5,
      uniqueItems: true,
      items: { type: 'string', enum: genres },
    },
    tags: { type: 'array', maxItems: 20, uniqueItems: true, items: phrase },
    audience: { type: 'string', enum: audiences },
    contentWarnings: {
      type: 'array',
      maxItems: 8,
      uniqueItems: true,
      items: { type: 'string', enum: contentWarnings },
    },
    searchKeywords: { type: 'array', maxItems: 30, uniqueItems: true, items: phrase },
    titleEnglish: { type: 'string', minLength: 1, maxLength: 300 },
    titleChinese: { type: 'string', minLength: 1, maxLength: 300 },
  },
} as const;

export type Enrichment = FromSchema<typeof enrichmentSchema>;

/** How an enrichment came to be. */
export interface Provenance {
  readonly jobId: string;
  readonly model: string;
  readonly promptVersion: string;
  /** SHA-256 of the canonical JSON of the item, hexadecimal. */
  readonly inputHash: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
  /** ISO 8601, UTC. */
  readonly enrichedAt: string;
}
