import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { serviceFaultsPath } from '../../../local/emulators/service-faults';
import { type EmbeddedEmulators, startEmbeddedEmulators } from '../../support/embedded-emulators';

describe('faults of the emulated services', () => {
  let emulators: EmbeddedEmulators;
  beforeAll(async () => {
    emulators = await startEmbeddedEmulators();
  });
  afterAll(() => emulators.close());
  afterEach(() => setFaults({}));

  const setFaults = (faults: unknown): Promise<Response> =>
    fetch(`${emulators.messaging.url}${serviceFaultsPath}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(faults),
    });
  const readItem = () =>
    emulators.dynamoDb.send(
      new GetItemCommand({ TableName: 'manga-assist-local-results', Key: { jobId: { S: 'x' } } }),
    );
  const listQueues = () => emulators.sqs.send(new ListQueuesCommand({}));

  it('has DynamoDB refuse every call with its own error, and serve again when the fault is over', async () => {
    await setFaults({ dynamodb: { refuse: 'unavailable' } });
    await expect(readItem()).rejects.toMatchObject({ name: 'InternalServerError' });
    await setFaults({ dynamodb: { refuse: 'throttled' } });
    await expect(readItem()).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
    await setFaults({});
    await expect(readItem()).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  it('has SQS refuse every call, and leaves SNS on the same port alone', async () => {
    await setFaults({ sqs: { refuse: 'unavailable' } });
    await expect(listQueues()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    await expect(emulators.sns.send(new ListTopicsCommand({}))).resolves.toBeDefined();
    await setFaults({});
    await expect(listQueues()).resolves.toBeDefined();
  });

  it('serves a slow call in the end', async () => {
    await setFaults({ dynamodb: { delayMs: 30 }, sqs: { delayMs: 30 } });
    await expect(readItem()).resolves.toBeDefined();
    await expect(listQueues()).resolves.toBeDefined();
  });

  it('refuses a fault that it does not know, and says which field', async () => {
    const reply = await setFaults({ sqs: { refuse: 'sometimes' } });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ details: [{ field: 'sqs.refuse' }] });
  });
});
