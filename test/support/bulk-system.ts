import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BedrockClient } from '@aws-sdk/client-bedrock';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { BulkJobUnderWay } from '../../admin/bulk/bulk-jobs-under-way';
import type { JobsReport } from '../../admin/jobs/count-jobs';
import { tableName } from '../../contracts/tables';
import { dynamoCatalog } from '../../core/catalog/dynamo-catalog';
import { dayInJapan } from '../../core/japan-time';
import { createSpendLedger } from '../../core/spend/spend-ledger';
import { startBatchFunction } from './batch-function';
import { startEnrichmentSystem } from './enrichment-system';

interface StateChange {
  readonly detail: { readonly status: string; readonly batchJobArn: string };
}

const endedStatuses = ['Completed', 'PartiallyCompleted', 'Failed', 'Stopped', 'Expired'];

export type BulkSystem = Awaited<ReturnType<typeof startBulkSystem>>;

/** The enrichment system with the function that takes over ended batch jobs, and the rule that calls it. */
export const startBulkSystem = async () => {
  const rule = {
    /** Time that each run of the function is given, in milliseconds. */
    remainingMs: 900_000,
    /** Whether the function is told of a job that has ended. */
    connected: true,
    /** Called with each change of a job's status, before the function is. */
    onStatus: (_status: string, _arn: string): void => undefined,
  };
  const stateChanges: StateChange[] = [];
  const functions = await startBatchFunction(() => rule.remainingMs);
  const system = await startEnrichmentSystem({}, (event) => {
    const change = event as unknown as StateChange;
    stateChanges.push(change);
    rule.onStatus(change.detail.status, change.detail.batchJobArn);
    if (rule.connected && endedStatuses.includes(change.detail.status)) functions.send(event);
  });
  const bedrock = new BedrockClient({
    region: 'us-east-1',
    endpoint: system.bedrock.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const documents = DynamoDBDocumentClient.from(system.emulators.dynamoDb);
  const catalog = dynamoCatalog({ documents, table: tableName('local', 'catalog') });

  return {
    ...system,
    rule,
    stateChanges,
    functions,
    batch: bedrock,
    /** A catalogue file of so many items, `shop-0` and on. */
    catalogueOf: async (count: number): Promise<string> => {
      const file = join(system.folder, `catalogue-${count}.jsonl`);
      const rows = Array.from({ length: count }, (_, index) =>
        JSON.stringify({
          catalogId: `shop-${index}`,
          title: `第${index}の題`,
          creators: '甲 ／ 乙',
          publishedFrom: '1999',
        }),
      );
      await writeFile(file, rows.join('\n'));
      return file;
    },
    jobs: async (): Promise<JobsReport & { readonly batchJobs: readonly BulkJobUnderWay[] }> =>
      JSON.parse((await system.admin('jobs', '--json')).output),
    enrich: async (...args: string[]) => JSON.parse((await system.admin('enrich', ...args, '--json')).output),
    calls: (operation: string, outcome = 'ok') =>
      system.bedrock.calls().filter((call) => call.operation === operation && call.outcome === outcome),
    rowOf: (catalogId: string) => catalog.get(catalogId),
    /** Enriched rows by how the id of their job begins; none has a mark of a batch job. */
    doneBy: async (prefix: string) => {
      const all = await catalog.getMany(Array.from({ length: 250 }, (_, index) => `shop-${index}`));
      const items = all.filter(
        ({ status, provenance }) => status === 'enriched' && provenance?.jobId.startsWith(prefix),
      );
      expect(items.filter(({ bulk }) => bulk !== undefined)).toEqual([]);
      return items;
    },
    spend: () =>
      createSpendLedger({ documents, table: tableName('local', 'spend'), now: Date.now }).day(
        dayInJapan(Date.now()),
      ),
    /** From now on events are kept; the function returned gives the ids of the titles that they are about. */
    subscribe: async (): Promise<() => Promise<readonly string[]>> => {
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
      return async () => {
        const ids: string[] = [];
        for (;;) {
          const { Messages = [] } = await sqs.send(
            new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
          );
          if (Messages.length === 0) return ids;
          ids.push(...Messages.map(({ Body = '' }) => (JSON.parse(Body) as { catalogId: string }).catalogId));
        }
      };
    },
    close: async (): Promise<void> => {
      jest.resetModules();
      bedrock.destroy();
      await functions.close();
      await system.close();
    },
  };
};
