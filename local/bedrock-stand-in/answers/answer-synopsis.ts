import { describeManga } from './described-manga';
import { enrichManga } from './enrich-manga';
import type { Prompt } from './prompt';

/** JSON with a synopsis for each item of the prompt. */
export const answerSynopsis = (prompt: Prompt): string =>
  JSON.stringify({
    synopses: prompt.items.map(describeManga).map((manga) => ({
      catalogId: manga.id,
      synopsis: enrichManga(manga).synopsis,
    })),
  });
