import { type DescribedManga, describeManga } from './described-manga';
import { themesIn } from './manga-themes';
import type { Prompt } from './prompt';

const told = (manga: DescribedManga): string =>
  [manga.title, manga.reading, manga.notes, manga.synopsis, ...manga.tags].join(' ');

/** What two manga share, in words of the prompt alone. */
const reasonFor = (liked: DescribedManga, candidate: DescribedManga): string => {
  const creator = liked.creators.find((name) => candidate.creators.includes(name));
  if (creator !== undefined) return `『${liked.title}』と同じ${creator}の作品です。`;
  const tag = liked.tags.find((name) => candidate.tags.includes(name));
  if (tag !== undefined) return `『${liked.title}』と同じく「${tag}」を描いた作品です。`;
  const themes = themesIn(told(candidate)).map(({ label }) => label);
  const shared = themesIn(told(liked)).find(({ label }) => themes.includes(label));
  if (shared !== undefined) return `『${liked.title}』と同じ${shared.label}の作品です。`;
  return `『${liked.title}』の近くに並ぶ作品です。`;
};

/** JSON with a reason for each candidate, in the given order. */
export const answerRecommendation = (prompt: Prompt): string => {
  const [liked] = prompt.items.map(describeManga);
  return JSON.stringify({
    recommendations: prompt.candidates.map(describeManga).map((candidate) => ({
      catalogId: candidate.id,
      reason:
        liked === undefined
          ? 'ローカル代役モデルによるおすすめです。'
          : Array.from(reasonFor(liked, candidate)).slice(0, 100).join(''),
    })),
  });
};
