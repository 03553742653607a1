import { currentEnrichmentPromptVersion } from '../../contracts/enrichment';
import type { EnrichmentJob } from '../../contracts/enrichment-job';

const firstAt = Date.UTC(2025, 0, 1);

/** Jobs that go round the titles; each asks for something new, so that none is answered by what is stored already. */
export const jobsOfTitles = (titles: number, jobs: number, run: string): readonly EnrichmentJob[] =>
  Array.from({ length: jobs }, (_, job) => {
    const title = job % titles;
    return {
      jobId: `bench:${run}:${job}`,
      catalogId: `bench-${run}-${title}`,
      item: {
        title: `冒険の旅 第${title + 1}集`,
        creators: ['山田太郎'],
        publishedFrom: '2019-04-01',
        notes: `第${job + 1}版の紹介文です。`,
      },
      requestedBy: 'bench',
      requestedAt: new Date(firstAt + job * 1000).toISOString(),
      promptVersion: currentEnrichmentPromptVersion,
    };
  });
