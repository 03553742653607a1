import type { EnrichmentJob } from '../../contracts/enrichment-job';
import { createIngestBulkJob } from '../../core/bulk-enrichment/ingest-bulk-job';
import { createReturnUnsettled } from '../../core/bulk-enrichment/return-unsettled';
import { createSettleResult } from '../../core/bulk-enrichment/settle-result';
import { createSubmitBulkJob } from '../../core/bulk-enrichment/submit-bulk-job';
import { createDeliverEnrichment } from '../../core/enrichment/deliver-enrichment';
import type { ParkedJob } from '../../core/enrichment/parked-jobs';
import { createRegisterImport, type ImportedItem } from '../../core/enrichment/register-import';
import { silentLogger } from '../../core/observability/logger';
import type { BatchKey } from '../../core/spend/batch-books';
import type { SpendEntry } from '../../core/spend/spend-entry';
import { memoryBedrock } from './memory-bulk';
import { memoryCatalog } from './memory-catalog';
import { memoryFiles } from './memory-files';
import { fakePatience } from './patience';

export const bulkStart = Date.parse('2026-11-24T01:00:00.000Z');

export const someItems = (count: number): readonly ImportedItem[] =>
  Array.from({ length: count }, (_, index) => ({
    catalogId: `C${index}`,
    item: { title: `作品${index}`, creators: [] },
  }));

/** Everything that batch jobs touch, in memory, with what went in and out. */
export const bulkWorld = (options: { readonly minimumRecords?: number } = {}) => {
  const clock = { now: bulkStart };
  const now = () => clock.now;
  const catalog = memoryCatalog();
  const files = memoryFiles();
  const bedrock = memoryBedrock(files, now);
  const parked: Omit<ParkedJob, 'parkedAt'>[] = [];
  const queued: EnrichmentJob[] = [];
  const events: string[] = [];
  const booked = new Map<string, Omit<SpendEntry, keyof BatchKey> & { complete: boolean }>();
  const faults = { deliver: false, queue: new Set<string>() };
  const keyOf = ({ day, kind, model, batchId }: BatchKey): string => [day, kind, model, batchId].join(' ');
  const register = createRegisterImport(catalog);
  const submit = createSubmitBulkJob({
    environment: 'test',
    catalog,
    storage: files,
    jobs: bedrock,
    called: { model: 'claude-haiku-4-5', profileId: 'global.anthropic.claude-haiku-4-5-20251001-v1:0' },
    minimumRecords: options.minimumRecords ?? 3,
    bucket: 'bucket',
    roleArn: 'arn:aws:iam::000000000000:role/batch',
    now,
  });
  const ingest = createIngestBulkJob({
    environment: 'test',
    jobs: bedrock,
    storage: files,
    settle: createSettleResult({
      catalog,
      parkedJobs: { park: async (job) => void parked.push(job) },
      deliver: createDeliverEnrichment({
        catalog,
        search: { index: async () => undefined },
        publish: async ({ eventId }) => {
          if (faults.deliver) throw new Error('the topic is down');
          events.push(eventId);
        },
        patience: fakePatience(),
      }),
      now,
    }),
    returnUnsettled: createReturnUnsettled({
      catalog,
      queue: async (jobs, again) => {
        if (again === undefined) throw new Error('SQS may know these jobs');
        if (jobs.some(({ catalogId }) => faults.queue.has(catalogId))) throw new Error('the queue is down');
        queued.push(...jobs);
      },
    }),
    books: {
      enter: async (key, cost, complete) => void booked.set(keyOf(key), { ...cost, complete }),
      isComplete: async (key) => booked.get(keyOf(key))?.complete === true,
    },
    logger: silentLogger,
  });
  /** The jobs of items, as an import registers them. */
  const jobsOf = async (items: readonly ImportedItem[]): Promise<readonly EnrichmentJob[]> => {
    const registrations = await register(items, { at: clock.now, by: 'test', urgent: false, send: true });
    return registrations.flatMap((one) => ('job' in one ? [one.job] : []));
  };
  /** A job of so many items, under way. */
  const made = async (count: number): Promise<string> => {
    const submission = await submit(await jobsOf(someItems(count)), new Set());
    if (submission.kind !== 'made') throw new Error(submission.reason);
    return submission.name;
  };
  return {
    clock,
    catalog,
    files,
    bedrock,
    parked,
    queued,
    events,
    booked,
    faults,
    submit,
    ingest,
    jobsOf,
    made,
  };
};
