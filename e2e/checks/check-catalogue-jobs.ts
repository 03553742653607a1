import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { waitUntil } from '../../chaos/wait-until';
import { adminJson, type Driven } from './driven';
import { fieldOf, textOf } from './field-of';
import { isHandedBack } from './is-handed-back';
import type { Subscriber } from './subscriber';

const timeoutMs = 90_000;

/** The model that the deployed parameter is set to before anything runs: not the default. */
export const enrichmentModel = 'claude-sonnet-4-5';

const rowFile = (folder: string, catalogId: string, title: string): string => {
  const file = join(folder, `${catalogId}.jsonl`);
  const creators = '諫山創';
  writeFileSync(file, `${JSON.stringify({ catalogId, title, creators, publishedFrom: '2009' })}\n`);
  return file;
};

const enriched = (subscriber: Subscriber, catalogId: string): Promise<unknown> =>
  subscriber.next(
    `an event of ${catalogId}`,
    (event) => fieldOf(event, 'catalogId') === catalogId,
    timeoutMs,
  );

/** Jobs on the FIFO queue, from the admin's file to the subscriber's event, through the deployed function. */
export const checkCatalogueJobs = async (
  driven: Driven,
  { subscriber, queueUrl }: { readonly subscriber: Subscriber; readonly queueUrl: string },
): Promise<void> => {
  const { trial, clients, emulator } = driven;
  const enrich = (catalogId: string, title: string): Promise<unknown> =>
    adminJson(driven, ['enrich', rowFile(trial.workFolder, catalogId, title)]);

  await trial.check('a job on the FIFO queue is enriched by the deployed function', async () => {
    await enrich('e2e-0001', '進撃の巨人');
    await enriched(subscriber, 'e2e-0001');
    const item = await adminJson(driven, ['show', 'e2e-0001']);
    if (fieldOf(item, 'status') !== 'enriched') throw new Error(`its status is ${textOf(item, 'status')}`);
    return `synopsis of ${textOf(item, 'enrichment', 'synopsis').length} characters by ${textOf(item, 'provenance', 'model')}`;
  });
  await trial.check('the function reads the parameters of its environment', async () => {
    const model = textOf(await adminJson(driven, ['show', 'e2e-0001']), 'provenance', 'model');
    if (model !== enrichmentModel) throw new Error(`the model is ${model}`);
    return `enrichment_model=${model}, as the parameter was set`;
  });
  await trial.check('an SNS subscriber gets the event of the enrichment', async () => {
    const event = await enriched(subscriber, 'e2e-0001');
    return `${textOf(event, 'type')} ${textOf(event, 'eventId').slice(0, 40)}…`;
  });
  await trial.check('a malformed job is parked with its reason', async () => {
    await clients.sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: '{"jobId":"e2e-malformed","catalogId":',
        MessageGroupId: 'malformed',
        MessageDeduplicationId: 'malformed',
      }),
    );
    let parked: unknown;
    const isParked = async (): Promise<boolean> => {
      parked = await adminJson(driven, ['failed', 'list']);
      return fieldOf(parked, 'length') === 1;
    };
    await waitUntil('one job is parked', isParked, { timeoutMs, everyMs: 1_000 });
    return `${textOf(parked, 0, 'code')}: ${textOf(parked, 0, 'reason').slice(0, 80)}`;
  });
  await trial.check('a job that fails for a while goes back to the queue, and succeeds later', async () => {
    await emulator.index.stop();
    try {
      await enrich('e2e-0002', 'ONE PIECE');
      await waitUntil('it is back on the queue', () => isHandedBack(emulator.url, queueUrl), { timeoutMs });
    } finally {
      await emulator.index.start();
    }
    await enriched(subscriber, 'e2e-0002');
    return 'handed back while the index was down, then enriched';
  });
};
