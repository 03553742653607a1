import type { BulkJob, BulkJobs, BulkOrder } from '../../core/bulk-enrichment/bulk-job';
import { recordIdOf } from '../../core/bulk-enrichment/bulk-record';
import { parseS3Uri } from '../../core/bulk-enrichment/s3-location';
import { buildEnrichment } from './enrichment-job';
import type { MemoryFiles } from './memory-files';

export interface MemoryBedrock extends BulkJobs {
  readonly orders: BulkOrder[];
  refuses?: string | undefined;
  breaks?: Error | undefined;
  /** Ends the job of that name. `outputs`: lines of its results, none where it did not get so far. */
  end(name: string, status: BulkJob['status'], outputs?: readonly string[]): string;
}

/** Batch jobs that do what they are told. */
export const memoryBedrock = (files: MemoryFiles, now: () => number): MemoryBedrock => {
  const jobs = new Map<string, BulkJob>();
  const bedrock: MemoryBedrock = {
    orders: [],
    create: async (order) => {
      if (bedrock.breaks) throw bedrock.breaks;
      if (bedrock.refuses !== undefined) return { kind: 'refused', reason: bedrock.refuses };
      const known = [...jobs.values()].find(({ name }) => name === order.name);
      if (known) return { kind: 'made', arn: known.arn };
      bedrock.orders.push(order);
      const arn = `arn:aws:bedrock:us-east-1:000000000000:model-invocation-job/${String(jobs.size).padStart(12, '0')}`;
      jobs.set(arn, {
        ...order,
        arn,
        status: 'Submitted',
        submittedAt: now(),
        records: { total: 0, processed: 0, failed: 0 },
      });
      return { kind: 'made', arn };
    },
    get: async (arn) => {
      const job = jobs.get(arn);
      if (!job) throw new Error(`no job ${arn}`);
      return job;
    },
    async *list(prefix) {
      yield* [...jobs.values()].filter(({ name }) => name.startsWith(prefix)).toReversed();
    },
    end: (name, status, outputs) => {
      const job = [...jobs.values()].find((one) => one.name === name);
      if (!job) throw new Error(`no job ${name}`);
      jobs.set(job.arn, { ...job, status, endedAt: now() });
      const folder = parseS3Uri(job.outputUri);
      if (outputs && folder) files.files.set(`${folder.key}${job.arn.slice(-12)}/${name}.jsonl.out`, outputs);
      return job.arn;
    },
  };
  return bedrock;
};

const modelOutput = (text: string, stop_reason = 'end_turn') => ({
  type: 'message',
  content: [{ type: 'text', text }],
  stop_reason,
  usage: { input_tokens: 900, output_tokens: 400 },
});

/** Lines of results for a title. */
export const resultLines = {
  fits: (catalogId: string): string =>
    JSON.stringify({
      recordId: recordIdOf(catalogId),
      modelOutput: modelOutput(JSON.stringify(buildEnrichment())),
    }),
  unfit: (catalogId: string): string =>
    JSON.stringify({ recordId: recordIdOf(catalogId), modelOutput: modelOutput('わかりません') }),
  refused: (catalogId: string): string =>
    JSON.stringify({ recordId: recordIdOf(catalogId), modelOutput: modelOutput('', 'refusal') }),
  failed: (catalogId: string, errorCode = 500): string =>
    JSON.stringify({ recordId: recordIdOf(catalogId), error: { errorCode, errorMessage: 'failed' } }),
};
