import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { JobsReport } from '../../../admin/jobs/count-jobs';
import { type EnrichmentSystem, startEnrichmentSystem } from '../../support/enrichment-system';

// A whole system, on a machine that may be busy.
jest.setTimeout(120_000);

let system: EnrichmentSystem;
beforeAll(async () => {
  system = await startEnrichmentSystem();
});
afterAll(() => system?.close());

const rows = Array.from({ length: 40 }, (_, index) =>
  JSON.stringify({
    catalogId: `C${index}`,
    title: `第${index}の題`,
    creators: '甲 ／ 乙',
    publishedFrom: '1999',
  }),
);

const jobs = async (): Promise<JobsReport['enrichment']> =>
  (JSON.parse((await system.admin('jobs', '--json')).output) as JobsReport).enrichment;

const modelCalls = (): number =>
  system.bedrock
    .calls()
    .filter(({ operation }) => operation === 'invoke')
    .reduce((sum, { count }) => sum + count, 0);

test('a catalogue goes from a file to enriched, indexed and published items; a second import costs nothing', async () => {
  const { sqs, sns, messaging } = system.emulators;
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'subscriber' }));
  await sns.send(
    new SubscribeCommand({
      TopicArn: messaging.catalogTopicArn,
      Protocol: 'sqs',
      Endpoint: 'arn:aws:sqs:us-east-1:000000000000:subscriber',
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  const file = join(system.folder, 'catalogue.jsonl');
  await writeFile(file, [...rows, '{"catalogId":"C99"}'].join('\n'));

  const sent = await system.admin('enrich', file, '--json');
  expect(sent.code).toBe(1);
  expect(JSON.parse(sent.output)).toMatchObject({
    good: 40,
    bad: 1,
    sent: 40,
    sentAgain: 0,
    complete: true,
    problems: ['catalogue.jsonl:41: title: is required'],
  });
  expect(await jobs()).toMatchObject({ queued: 40, enriched: 0, waiting: 40 });
  // Within SQS's five minutes the same jobs are queued once.
  expect(JSON.parse((await system.admin('enrich', file, '--json')).output)).toMatchObject({
    sent: 0,
    sentAgain: 40,
  });
  expect(await jobs()).toMatchObject({ queued: 40 });

  await system.consumeAll();

  expect(await jobs()).toMatchObject({
    queued: 0,
    inFlight: 0,
    waiting: 0,
    enriched: 40,
    parked: 0,
    deadLettered: 0,
  });
  // Two items share a call where they come together.
  expect(modelCalls()).toBeGreaterThanOrEqual(20);
  expect(modelCalls()).toBeLessThanOrEqual(40);
  expect(system.indexed()).toBe(40);
  const events = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  expect(JSON.parse(events.Messages?.[0]?.Body ?? '')).toMatchObject({ type: 'catalogue-item-enriched' });

  const shown = await system.admin('show', 'C7', '--json');
  expect(JSON.parse(shown.output)).toMatchObject({
    status: 'enriched',
    item: { title: '第7の題', creators: ['甲', '乙'] },
    provenance: { model: 'claude-haiku-4-5', promptVersion: '2026-11-1' },
  });
  const again = await system.admin('enrich', file, '--json');
  expect(JSON.parse(again.output)).toMatchObject({ sent: 0, sentAgain: 0, alreadyEnriched: 40 });
  expect(await jobs()).toMatchObject({ queued: 0 });
});

test('what is shown of an unknown item is that it is unknown', async () => {
  expect(await system.admin('show', 'nobody')).toMatchObject({
    code: 4,
    notes: 'The catalogue has no item nobody.',
  });
});
