import { SQSClient } from '@aws-sdk/client-sqs';
import { queueCounts } from '../../admin/queue-counts';
import { queuePolicies } from '../../contracts/queue-policies';
import { sqsQueueJobs } from '../../core/enrichment/queue-jobs';
import type { BenchResult, ResultRow } from '../bench';
import { type StartedProcesses, startProcesses } from '../system/start-processes';
import { wholeOptions } from '../whole-options';
import { jobsOfTitles } from './jobs-of-titles';
import { waitForDone } from './wait-for-done';

const usage = `npm run bench -- titles [--model-ms 200]
  Throughput of the enrichment consumer, its deployed bundle behind the FIFO queue, against the number of titles in the
  queue: a title is a message group, and its jobs are done one after the other. --model-ms is the model's time to answer.`;

const titleCounts = [1, 2, 5, 10, 20, 50, 100, 200];

/** Enough to measure, and few enough for one title alone. */
const jobsFor = (titles: number): number => Math.max(20, Math.min(240, titles * 10));

interface TitlesStep {
  readonly titles: number;
  readonly jobs: number;
  readonly jobsPerSecond: number;
}

const clients = ({ addresses }: StartedProcesses) => {
  const local = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  return {
    sqs: new SQSClient({ ...local, endpoint: addresses.messaging }),
    queueUrl: addresses.resources.queues.enrichment.url,
    deadLetterUrl: addresses.resources.queues.enrichment.deadLetterUrl,
  };
};

const rowOf = ({ titles, jobs, jobsPerSecond }: TitlesStep): ResultRow => ({
  figure: `${titles} titles, ${jobs} jobs`,
  value: `${jobsPerSecond} jobs/s`,
});

/** Measures jobs a second for queues of few and of many titles. */
export const run = async (args: readonly string[]): Promise<BenchResult> => {
  const plan = wholeOptions(args, { 'model-ms': 200 });
  if (plan === undefined) {
    console.log(usage);
    return {};
  }
  const system = await startProcesses({
    processes: ['emulators', 'search-stand-in', 'bedrock-stand-in', 'lambda-host'],
    modelLatencyMs: plan['model-ms'],
  });
  const { sqs, queueUrl, deadLetterUrl } = clients(system);
  const queueJobs = sqsQueueJobs(sqs, queueUrl);
  const steps: TitlesStep[] = [];
  const measure = async (titles: number, jobs: number, run: string): Promise<number> => {
    const startedAt = performance.now();
    await queueJobs(jobsOfTitles(titles, jobs, run));
    await waitForDone(() => queueCounts(sqs, queueUrl), 120_000);
    const seconds = (performance.now() - startedAt) / 1000;
    const dead = await queueCounts(sqs, deadLetterUrl);
    if (dead.queued > 0) throw new Error(`${dead.queued} jobs of ${jobs} were dead-lettered`);
    return seconds;
  };
  try {
    await measure(40, 80, 'warm-up');
    for (const titles of titleCounts) {
      const jobs = jobsFor(titles);
      const seconds = await measure(titles, jobs, `titles-${titles}`);
      const step = { titles, jobs, jobsPerSecond: Number((jobs / seconds).toFixed(1)) };
      steps.push(step);
      console.log(`${String(titles).padStart(4)} titles  ${step.jobsPerSecond} jobs/s`);
    }
  } finally {
    sqs.destroy();
    await system.stop();
  }
  return {
    ...plan,
    batchSize: queuePolicies.enrichment.batchSize,
    concurrency: queuePolicies.enrichment.maxConcurrency,
    steps,
    table: steps.map(rowOf),
  };
};
