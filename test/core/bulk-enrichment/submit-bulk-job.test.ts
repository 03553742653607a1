import { isInBulkJob } from '../../../core/catalog/bulk-mark';
import { registerEdit } from '../../../core/enrichment/catalog-changes';
import { jobEdit } from '../../../core/enrichment/job-edit';
import { bulkStart, bulkWorld, someItems } from '../../support/bulk-world';
import { buildJob } from '../../support/enrichment-job';
import { resultLines } from '../../support/memory-bulk';

const none = new Set<string>();
const minute = 60_000;

test('titles are marked, their requests written, and one job is made', async () => {
  const { catalog, files, bedrock, submit, jobsOf } = bulkWorld();
  const jobs = await jobsOf(someItems(3));
  const submission = await submit(jobs, none);

  expect(submission).toMatchObject({ kind: 'made', jobs });
  const [order] = bedrock.orders;
  expect(order).toEqual({
    name: expect.stringMatching(/^manga-assist-test-enrich-[0-9a-f]{20}-1$/),
    modelId: 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
    roleArn: 'arn:aws:iam::000000000000:role/batch',
    inputUri: `s3://bucket/batch/input/${order?.name}.jsonl`,
    outputUri: `s3://bucket/batch/output/${order?.name}/`,
  });
  const lines = files.files.get(`batch/input/${order?.name}.jsonl`) ?? [];
  expect(lines.map((line) => JSON.parse(line).recordId)).toEqual(['C0', 'C1', 'C2']);
  expect(catalog.rows.get('C1')?.bulk).toEqual({
    job: order?.name,
    jobId: jobs[1]?.jobId,
    requestedBy: 'test',
    promptVersion: '2026-11-1',
    at: '2026-11-24T01:00:00.000Z',
    until: '2026-11-25T07:00:00.000Z',
  });
});

test('the same jobs submitted again are the same batch job', async () => {
  const { bedrock, submit, jobsOf } = bulkWorld();
  const jobs = await jobsOf(someItems(3));
  const first = await submit(jobs, none);
  expect(await submit(jobs, none)).toEqual(first);
  expect(bedrock.orders).toHaveLength(1);
});

test('a command that broke before the job was made makes the same one when it is run again', async () => {
  const { bedrock, submit, jobsOf, catalog } = bulkWorld();
  const jobs = await jobsOf(someItems(3));
  bedrock.breaks = new Error('socket hang up');
  await expect(submit(jobs, none)).rejects.toThrow('socket hang up');
  const announced = catalog.rows.get('C0')?.bulk?.job;
  bedrock.breaks = undefined;
  expect(await submit(jobs, new Set([announced ?? '']))).toMatchObject({
    kind: 'made',
    name: announced,
    jobs,
  });
});

test('titles of another job are left to it', async () => {
  const { submit, jobsOf } = bulkWorld();
  const jobs = await jobsOf(someItems(6));
  await submit(jobs.slice(0, 3), none);
  expect(await submit(jobs, none)).toMatchObject({ kind: 'made', jobs: jobs.slice(3) });
});

test('marks of a job that never was are taken over after a quarter of an hour, and not before', async () => {
  const { clock, bedrock, submit, jobsOf, catalog } = bulkWorld();
  const jobs = await jobsOf(someItems(4));
  bedrock.breaks = new Error('gone');
  await submit(jobs.slice(0, 3), none).catch(() => undefined);
  bedrock.breaks = undefined;
  const abandoned = new Set([catalog.rows.get('C0')?.bulk?.job ?? '']);
  expect(await submit(jobs, abandoned)).toMatchObject({ kind: 'tooSmall', jobs: [jobs[3]] });
  clock.now += 15 * minute + 1;
  expect(await submit(jobs, abandoned)).toMatchObject({ kind: 'made', jobs });
});

test('titles that were enriched, parked or edited meanwhile are left out', async () => {
  const { catalog, submit, jobsOf } = bulkWorld();
  const jobs = await jobsOf(someItems(6));
  const parked = catalog.rows.get('C0');
  if (!parked) throw new Error('no row');
  catalog.rows.set('C0', { ...parked, status: 'parked', waiting: false });
  const edit = jobEdit(
    buildJob({ catalogId: 'C1', item: { title: '新', creators: [] }, requestedAt: '2026-11-24T02:00:00Z' }),
  );
  if (!edit) throw new Error('no date');
  await catalog.change('C1', registerEdit(edit, edit.requestedAt));
  expect(await submit(jobs, none)).toMatchObject({ kind: 'made', jobs: jobs.slice(2) });
});

test.each([
  [
    'it is refused',
    (world: ReturnType<typeof bulkWorld>) =>
      (world.bedrock.refuses = 'ServiceQuotaExceededException: 20 jobs'),
    { kind: 'refused', reason: 'ServiceQuotaExceededException: 20 jobs' },
  ],
  [
    'too few are left',
    (world: ReturnType<typeof bulkWorld>) => world.catalog.rows.delete('C0'),
    { kind: 'tooSmall', reason: '2 items are left for it, and it needs 3' },
  ],
])('when %s, the titles are free for the queue', async (_, spoil, expected) => {
  const world = bulkWorld();
  const jobs = await world.jobsOf(someItems(3));
  spoil(world);
  expect(await world.submit(jobs, none)).toMatchObject(expected);
  for (const row of world.catalog.rows.values()) expect(isInBulkJob(row, bulkStart)).toBe(false);
});

test('when the requests cannot be written, the titles are free, and the command fails', async () => {
  const { catalog, files, submit, jobsOf, bedrock } = bulkWorld();
  files.write = () => Promise.reject(new Error('AccessDenied'));
  await expect(submit(await jobsOf(someItems(3)), none)).rejects.toThrow('AccessDenied');
  expect(catalog.rows.get('C0')?.bulk).toBeUndefined();
  expect(bedrock.orders).toEqual([]);
});

test('items that an ended job did not do can be put into a new one', async () => {
  const { bedrock, submit, ingest, jobsOf, made } = bulkWorld();
  const name = await made(4);
  await ingest(bedrock.end(name, 'PartiallyCompleted', [resultLines.fits('C0')]), { isTimeUp: () => false });
  const jobs = (await jobsOf(someItems(4))).filter(({ catalogId }) => catalogId !== 'C0');
  expect(await submit(jobs, none)).toMatchObject({ kind: 'made', jobs });
  await ingest(bedrock.end(bedrock.orders[1]?.name ?? '', 'Expired'), { isTimeUp: () => false });
  expect(await submit(jobs, none)).toMatchObject({ kind: 'made', name: expect.stringMatching(/-2$/) });
});
