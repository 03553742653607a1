import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { JobsReport } from '../../../admin/jobs/count-jobs';
import { buildJob } from '../../support/enrichment-job';
import { type EnrichmentSystem, startEnrichmentSystem } from '../../support/enrichment-system';

// A whole system, on a machine that may be busy.
jest.setTimeout(120_000);

let system: EnrichmentSystem;
beforeAll(async () => {
  system = await startEnrichmentSystem();
});
afterAll(() => system?.close());

const json = async (...args: string[]) => JSON.parse((await system.admin(...args, '--json')).output);
const jobs = async (): Promise<JobsReport['enrichment']> => (await json('jobs')).enrichment;
const send = (QueueUrl: string, MessageBody: string, id: string) =>
  system.emulators.sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: id, MessageDeduplicationId: id }),
  );

test('parked jobs are listed with their reason, requeued when the cause is gone, and discarded when asked twice', async () => {
  const file = join(system.folder, 'spoilt.jsonl');
  const titles = Array.from({ length: 5 }, (_, index) => ({ catalogId: `P${index}`, title: `題${index}` }));
  await writeFile(file, titles.map((row) => JSON.stringify(row)).join('\n'));
  system.bedrock.setFaults({ '*': [{ kind: 'invalid-json' }] });
  await system.admin('enrich', file);
  await send(system.target.queues.enrichment.url, '{"jobId":"broken"}', 'broken');
  await system.consumeAll();
  expect(await jobs()).toMatchObject({ parked: 6, enriched: 0, waiting: 0, deadLettered: 0 });

  const listed: { code: string; reason: string; jobId: string }[] = await json('failed', 'list');
  expect(new Set(listed.map(({ code }) => code))).toEqual(new Set(['UNFIT_REPLY', 'INVALID_JOB']));
  expect(await json('failed', 'list', '--reason', 'unfit_reply')).toHaveLength(5);
  expect(await json('failed', 'show', 'broken')).toMatchObject({
    body: '{"jobId":"broken"}',
    reason: expect.stringContaining('catalogId is required'),
  });
  // Parked as they are: importing the file again pays for nothing.
  expect(await json('enrich', file)).toMatchObject({ sent: 0, sentAgain: 0, parked: 5 });

  system.bedrock.setFaults({});
  expect((await system.admin('failed', 'requeue')).code).toBe(2);
  expect((await system.admin('failed', 'requeue', '--all', '--dry-run')).output).toContain(
    '6 would be requeued',
  );
  const requeued = await system.admin('failed', 'requeue', '--all', '--json');
  expect(requeued.code).toBe(1);
  expect(JSON.parse(requeued.output)).toMatchObject({
    chosen: 6,
    requeued: 5,
    refused: [{ jobId: 'broken' }],
  });
  await system.consumeAll();
  expect(await jobs()).toMatchObject({ parked: 1, enriched: 5 });

  expect(await json('failed', 'discard', 'broken', '--dry-run')).toEqual({ chosen: 1, discarded: 0 });
  expect((await system.admin('failed', 'discard', 'broken')).code).toBe(5);
  expect((await system.admin('failed', 'discard', 'broken', '--yes')).code).toBe(0);
  expect((await system.admin('failed', 'show', 'broken')).code).toBe(4);
  expect(await jobs()).toMatchObject({ parked: 0 });
});

test('dead letters are counted, redriven under their own id after a dry run, and purged when asked twice', async () => {
  const { url, dlqUrl } = system.target.queues.enrichment;
  for (let index = 0; index < 25; index += 1) {
    const job = buildJob({
      jobId: `dead-${index}`,
      catalogId: `D${index}`,
      item: { title: `死${index}`, creators: [] },
    });
    await send(dlqUrl, JSON.stringify(job), `D${index}`);
  }
  expect(await json('dlq', 'list')).toHaveLength(25);
  // Looking hides nothing from whoever looks next.
  expect(await json('dlq', 'list', '--limit', '7')).toHaveLength(7);
  expect(await json('dlq', 'show', 'dead-3')).toMatchObject({
    jobId: 'dead-3',
    kind: 'enrichment',
    reason: expect.stringContaining('not recorded'),
  });
  expect(await json('dlq', 'redrive', '--dry-run')).toEqual({ chosen: 25, redriven: 0 });
  expect(await json('dlq', 'redrive', '--older-than', '1h')).toEqual({ chosen: 0, redriven: 0 });
  expect(await json('dlq', 'redrive', '--limit', '20')).toEqual({ chosen: 20, redriven: 20 });
  expect(await jobs()).toMatchObject({ queued: 20, deadLettered: 5 });
  await system.consumeAll();
  expect((await json('show', 'D0')).provenance).toMatchObject({ jobId: 'dead-0' });

  expect((await system.admin('dlq', 'purge')).code).toBe(5);
  expect(await json('dlq', 'purge', '--yes')).toEqual({ chosen: 5, purged: 5 });
  expect(await jobs()).toMatchObject({ deadLettered: 0, queued: 0 });
  expect(url).not.toBe(dlqUrl);
});

test('a look at dead letters says what SQS did not show, and a redrive moves it all the same', async () => {
  const { dlqUrl } = system.target.queues.enrichment;
  for (let index = 0; index < 12; index += 1)
    await system.emulators.sqs.send(
      new SendMessageCommand({
        QueueUrl: dlqUrl,
        MessageBody: JSON.stringify(buildJob({ jobId: `same-title-${index}` })),
        MessageGroupId: 'same-title',
        MessageDeduplicationId: `same-title-${index}`,
      }),
    );
  const look = await system.admin('dlq', 'redrive', '--dry-run', '--json');
  expect(JSON.parse(look.output)).toEqual({ chosen: 10, redriven: 0 });
  expect(look.notes).toContain('2 more dead letters of enrichment could not be looked at');
  expect(await json('dlq', 'redrive')).toEqual({ chosen: 12, redriven: 12 });
  await system.consumeAll();
});

test('what the models cost is told by day, kind and model', async () => {
  const { entries, totalUsd } = await json('cost', '--days', '1');
  expect(entries).toEqual([
    expect.objectContaining({ kind: 'enrichment', model: 'claude-haiku-4-5', calls: expect.any(Number) }),
    expect.objectContaining({ kind: 'enrichment', model: 'titan-embed-text-v2', calls: expect.any(Number) }),
  ]);
  expect(totalUsd).toBeGreaterThan(0);
});
