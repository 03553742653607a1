import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateScheduleCommand, GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { waitUntil } from '../../chaos/wait-until';
import { tableName } from '../../contracts/tables';
import { dayInJapan } from '../../core/japan-time';
import type { AwsClients } from '../deployment/aws-clients';
import type { Driven } from './driven';
import { fieldOf, textOf } from './field-of';
import type { Subscriber } from './subscriber';

const timeoutMs = 60_000;

/** Has the scheduler call what a deployed schedule calls, at once and not tonight. Answers the deployed expression. */
const fireNow = async ({ scheduler }: AwsClients, name: string): Promise<string> => {
  const deployed = await scheduler.send(new GetScheduleCommand({ Name: `manga-assist-dev-${name}` }));
  const at = new Date(Date.now() + 1_000).toISOString().slice(0, 19);
  await scheduler.send(
    new CreateScheduleCommand({
      Name: `e2e-${name}`,
      ScheduleExpression: `at(${at})`,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: deployed.Target,
      ActionAfterCompletion: 'DELETE',
    }),
  );
  return deployed.ScheduleExpression ?? '';
};

/** What runs by the clock, called by the scheduler as the deployed schedules say. */
export const checkSchedules = async ({ trial, clients }: Driven, results: Subscriber): Promise<void> => {
  await trial.check('the target of the daily schedule runs', async () => {
    const expression = await fireNow(clients, 'daily-enrichment');
    const jobId = `schedule:daily-enrichment:${dayInJapan(Date.now())}`;
    const hasRun = async (): Promise<boolean> => {
      const { Item } = await clients.dynamoDb.send(
        new GetItemCommand({ TableName: tableName('dev', 'results'), Key: { jobId: { S: jobId } } }),
      );
      return Item?.['finished']?.BOOL === true;
    };
    await waitUntil(`${jobId} is finished`, hasRun, { timeoutMs });
    return `${expression}: the day's run is finished`;
  });
  await trial.check(
    'the target of the nightly schedule runs, and the deferred consumer does its jobs',
    async () => {
      const expression = await fireNow(clients, 'nightly-recommendations');
      const isDone = (event: unknown): boolean => fieldOf(event, 'kind') === 'recommendation';
      const event = await results.next('a recommendation', isDone, timeoutMs);
      if (fieldOf(event, 'status') !== 'done') throw new Error(JSON.stringify(event));
      return `${expression}: ${textOf(event, 'jobId')} is done, and its subscriber knows`;
    },
  );
};
