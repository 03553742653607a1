import type { BulkJob } from '../../../core/bulk-enrichment/bulk-job';
import type { IngestOutcome } from '../../../core/bulk-enrichment/ingest-bulk-job';
import { ingestStart } from '../../../core/bulk-enrichment/ingest-cursor';
import { silentLogger } from '../../../core/observability/logger';
import { createBatchCompleted } from '../../../lambdas/batch-completed/batch-completed';

const arn = 'arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abcdefghijkl';
/** As in https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-eventbridge-how-it-works.html */
const stateChange = {
  version: '0',
  id: 'a-uuid',
  'detail-type': 'Batch Inference Job State Change',
  source: 'aws.bedrock',
  account: '123456789012',
  time: '2026-11-24T02:00:00Z',
  region: 'us-east-1',
  resources: [arn],
  detail: {
    version: '0.0',
    accountId: '123456789012',
    batchJobName: 'manga-assist-test-enrich-1',
    batchJobArn: arn,
    batchModelId: 'anthropic.claude-haiku-4-5-20251001-v1:0',
    status: 'Completed',
    failureMessage: '',
    creationTime: '2026-11-24T01:00:00Z',
  },
};
const totals = { enriched: 5, parked: 1, returned: 2, calls: 8, inputTokens: 1, outputTokens: 1 };
const someTime = (ms: number) => ({ getRemainingTimeInMillis: () => ms });

const setUp = (outcome: IngestOutcome, listed: readonly Partial<BulkJob>[] = []) => {
  const seen: { arn: string; cursor: unknown; timeUp: boolean }[] = [];
  const again: unknown[] = [];
  const measured: unknown[] = [];
  const searched: unknown[] = [];
  const run = createBatchCompleted({
    ingest: async (job, { cursor, isTimeUp }) => {
      seen.push({ arn: job, cursor, timeUp: isTimeUp() });
      return outcome;
    },
    jobs: {
      async *list(...query) {
        searched.push(query);
        yield* listed as BulkJob[];
      },
    },
    jobPrefix: 'manga-assist-test-enrich-',
    callAgain: async (continuation) => void again.push(continuation),
    logger: silentLogger,
    metric: (...metric) => void measured.push(metric),
    now: () => Date.parse('2026-11-24T00:00:00Z'),
  });
  return { run, seen, again, measured, searched };
};

test("Bedrock's event has its job taken in, and what came of it counted", async () => {
  const { run, seen, again, measured } = setUp({ kind: 'done', totals });
  expect(await run(stateChange, someTime(900_000))).toEqual({ kind: 'done', totals });
  expect(seen).toEqual([{ arn, cursor: undefined, timeUp: false }]);
  expect(again).toEqual([]);
  expect(measured).toEqual([
    ['itemsEnriched', 5],
    ['jobsParked', 1, { kind: 'enrichment' }],
    ['jobsReturned', 2, { kind: 'enrichment' }],
  ]);
});

test('when the time is up it calls itself for the rest, and understands its own call', async () => {
  const cursor = { ...ingestStart, lines: 4000 };
  const { run, seen, again } = setUp({ kind: 'unfinished', cursor });
  await run(stateChange, someTime(44_999));
  expect(seen[0]?.timeUp).toBe(true);
  expect(again).toEqual([{ jobArn: arn, cursor }]);
  await run(JSON.parse(JSON.stringify(again[0])), someTime(900_000));
  expect(seen[1]).toEqual({ arn, cursor, timeUp: false });
});

test('a sweep has every job of the last days that has ended looked at, each in a run of its own', async () => {
  const { run, again, searched, seen } = setUp({ kind: 'known' }, [
    { arn: 'a', status: 'InProgress' },
    { arn: 'b', status: 'Expired' },
    { arn: 'c', status: 'Completed' },
  ]);
  expect(await run({ sweep: true }, someTime(900_000))).toEqual({ kind: 'swept', jobs: 2 });
  expect(again).toEqual([{ jobArn: 'b' }, { jobArn: 'c' }]);
  expect(searched).toEqual([['manga-assist-test-enrich-', Date.parse('2026-11-20T00:00:00Z')]]);
  expect(seen).toEqual([]);
});

test.each([
  [{}],
  [null],
  [{ jobArn: 'arn:aws:s3:::bucket' }],
  [{ ...stateChange, source: 'aws.s3' }],
  [{ ...stateChange, detail: {} }],
  [{ jobArn: arn, cursor: { ...ingestStart, lines: -1 } }],
])('an event that is none of its own is an error, not a silence: %j', async (event) => {
  const { run } = setUp({ kind: 'known' });
  await expect(run(event, someTime(900_000))).rejects.toThrow('This is neither');
});
