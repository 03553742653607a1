import { jobsOfTitles } from '../../../bench/titles/jobs-of-titles';
import { parseJob } from '../../../core/enrichment/parse-job';

test('jobs go round the titles, and each asks for something new', () => {
  const jobs = jobsOfTitles(3, 7, 'run');
  expect(new Set(jobs.map(({ catalogId }) => catalogId)).size).toBe(3);
  expect(new Set(jobs.map(({ item }) => JSON.stringify(item))).size).toBe(7);
});

test('they are jobs that the consumer takes', () => {
  for (const job of jobsOfTitles(2, 2, 'run'))
    expect(parseJob(JSON.stringify(job), Date.UTC(2026, 0, 1))).toMatchObject({ ok: true });
});
