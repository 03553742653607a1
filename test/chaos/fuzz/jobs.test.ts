import * as fc from 'fast-check';
import { type HostileJob, hostileJobs } from '../../../chaos/fuzz/long/hostile-jobs';
import { SentJobs } from '../../../chaos/fuzz/long/sent-jobs';
import { type DeferredJob, deferredJobSchema } from '../../../contracts/deferred-job';
import { createMessageProcessor, type ParkedMessage } from '../../../core/deferred/process-message';
import { businessId } from '../../../core/enrichment/business-id';
import { parseJob } from '../../../core/enrichment/parse-job';
import { createValidator } from '../../../core/json-schema/create-validator';

const now = Date.parse('2026-11-25T00:00:00Z');

test('no hostile message is taken for an enrichment job, and each has an id under which it is parked', () => {
  fc.assert(
    fc.property(hostileJobs, ({ body }) => {
      const parsed = parseJob(body, now);
      expect(parsed).toMatchObject({ ok: false, jobId: businessId(body) });
      expect(businessId(body)).toMatch(/^[A-Za-z0-9._:-]{1,128}$/);
      expect(parsed.ok ? 0 : parsed.reason.length).toBeLessThan(2000);
    }),
    { numRuns: 400 },
  );
});

test('every hostile message of the deferred queue is parked whole and deleted, without a try', async () => {
  const parked: ParkedMessage[] = [];
  const deleted: string[] = [];
  const unexpected = async (): Promise<never> => {
    throw new Error('This was not to be called.');
  };
  const processMessage = createMessageProcessor({
    queue: {
      delete: async ({ messageId }) => void deleted.push(messageId),
      setVisibility: unexpected,
      send: unexpected,
    },
    validate: createValidator<DeferredJob>(deferredJobSchema),
    handle: unexpected,
    results: { find: unexpected, save: unexpected },
    publish: unexpected,
    park: async (message) => void parked.push(message),
    notes: { note: unexpected },
    maxReceiveCount: 5,
    bulkWindow: () => '',
    now: () => now,
    random: () => 0,
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    record: () => undefined,
  });
  const bodies = fc.sample(hostileJobs, { seed: 1, numRuns: 300 }).map(({ body }) => body);
  for (const [index, body] of bodies.entries()) {
    const message = { messageId: `m${index}`, receiptHandle: `r${index}`, body, receiveCount: 1 };
    expect(await processMessage(message, new AbortController().signal)).toBe('parked');
  }
  expect(parked.map(({ body }) => body)).toEqual(bodies);
  expect(deleted).toEqual(bodies.map((_, index) => `m${index}`));
});

test('a job counts as parked when the consumer of its queue has parked it whole', () => {
  const jobs: readonly HostileJob[] = [
    { queue: 'enrichment', body: '{"jobId":"e"}' },
    { queue: 'enrichment', body: '{"jobId":"e","urgent":1}' },
    { queue: 'deferredInference', body: '{"jobId":"d"}' },
  ];
  const sent = new SentJobs();
  expect(jobs.map((job) => sent.add(job))).toEqual([true, true, true]);
  expect(sent.add({ queue: 'deferredInference', body: '{"jobId":"e","again":1}' })).toBe(false);
  expect(sent.size).toBe(2);

  const e = { jobId: 'e', kind: 'enrichment', body: '{"jobId":"e","urgent":1}' };
  const d = { jobId: 'd', kind: 'unknown', body: '{"jobId":"d"}' };
  expect(sent.lost([e, d])).toEqual([]);
  expect(sent.lost([e])).toEqual(['d']);
  expect(sent.lost([e, { ...d, kind: 'enrichment' }])).toEqual(['d']);
  expect(sent.lost([{ ...e, body: '{"jobId":"e"' }, d])).toEqual(['e']);
});
