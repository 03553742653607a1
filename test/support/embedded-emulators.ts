import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Emulators, startEmulators } from '../../local/emulators/start-emulators';
import { createOutsideMessaging, outsideMessagingUrl } from './outside-messaging';

export interface EmbeddedEmulators extends Emulators {
  readonly dynamoDb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
}

/**
 * DynamoDB, SQS, SNS and S3 in this process, on free ports, with the tables, queues and topics of the environment
 * `local` and SDK clients that talk to them. In memory, unless a folder is given. `MANGA_TEST_MOTO_URL` puts moto's
 * server in the place of queues, topics and bucket.
 */
export const startEmbeddedEmulators = async (folder?: string): Promise<EmbeddedEmulators> => {
  const embedded = await startEmulators({
    environment: 'local',
    now: Date.now,
    ...(folder === undefined ? {} : { folder }),
  });
  const emulators =
    outsideMessagingUrl === undefined || folder !== undefined
      ? embedded
      : { ...embedded, messaging: await createOutsideMessaging(outsideMessagingUrl) };
  const shared = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const dynamoDb = new DynamoDBClient({ ...shared, endpoint: emulators.dynamoDbUrl });
  const sqs = new SQSClient({ ...shared, endpoint: emulators.messaging.url });
  const sns = new SNSClient({ ...shared, endpoint: emulators.messaging.url });
  return {
    ...emulators,
    dynamoDb,
    sqs,
    sns,
    close: async () => {
      for (const client of [dynamoDb, sqs, sns]) client.destroy();
      if (emulators !== embedded) await emulators.messaging.close();
      await embedded.close();
    },
  };
};
