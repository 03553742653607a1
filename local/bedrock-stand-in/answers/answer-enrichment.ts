import { describeManga } from './described-manga';
import { enrichManga } from './enrich-manga';
import type { Prompt } from './prompt';

/** JSON that parses, and fits no contract. */
const spoilt = { synopsis: '', genres: ['unheard-of'], audience: 'everyone' };

/** JSON for one item; for several `{"items": [{"catalogId", "enrichment"}]}`, in the order of the prompt. */
export const answerEnrichment = (prompt: Prompt, isSpoilt: (subject: string) => boolean): string => {
  const replies = prompt.items.map((part) => {
    const manga = describeManga(part);
    const enrichment = isSpoilt(`${manga.id} ${manga.title}`) ? spoilt : enrichManga(manga);
    return { catalogId: manga.id, enrichment };
  });
  const [only] = replies;
  if (replies.length === 1 && only !== undefined) return JSON.stringify(only.enrichment);
  return JSON.stringify({ items: replies });
};
