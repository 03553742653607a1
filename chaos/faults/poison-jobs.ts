import type { Job } from '../load/ledger';
import { enrichmentJob, moderationJob, synopsisJob } from '../load/make-jobs';
import { type Fault, shortly } from './fault';

/** Jobs that can never succeed, each for a reason of its own. */
const poison = (id: string, bucket: string): readonly Job[] => {
  const enrichment = (name: string, body: string): Job => ({
    queue: 'enrichment',
    jobId: `poison-${name}-${id}`,
    catalogId: `poison-${name}-${id}`,
    body,
    expected: 'parked',
  });
  const deferred = (name: string, body: string): Job => ({
    queue: 'deferred',
    jobId: `poison-${name}-${id}`,
    body,
    expected: 'parked',
  });
  const valid = enrichmentJob(`poison-shape-${id}`).body;
  return [
    enrichment('cut', `${valid.slice(0, -20)}${id}`),
    enrichment('shape', valid.replace('"title":', '"titel":')),
    enrichment('future', enrichmentJob(`poison-future-${id}`, { requestedAt: Date.now() + 3.6e6 }).body),
    deferred('not-json', `poison ${id}`),
    deferred('kind', JSON.stringify({ kind: 'unheard-of', jobId: `poison-kind-${id}` })),
    { ...synopsisJob(`poison-unknown-${id}`, `no-such-title-${id}`), expected: 'parked' },
    { ...moderationJob(`poison-gone-${id}`, { bucket, key: `gone-${id}.png` }), expected: 'parked' },
  ];
};

export const poisonJobs: Fault = {
  name: 'poison jobs',
  summary: 'jobs that can never succeed among the others: broken JSON, wrong shapes, things that are gone',
  seconds: 6,
  recoversWithin: shortly,
  answersAtLeast: 0.95,
  begin: async ({ load }) => {
    const id = String(load.newCustomer());
    const jobs = [...poison(`${id}a`, load.cover.bucket), ...poison(`${id}b`, load.cover.bucket)];
    await Promise.all(jobs.map((job) => load.sender.send(job)));
    return async () => [];
  },
};
