import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  deadLetterQueueName,
  deadLetterRetentionSeconds,
  maxJobBytes,
  type QueuePolicy,
  queueName,
  queuePolicies,
  queueRetentionSeconds,
  visibilityTimeoutSeconds,
} from '../../contracts/queue-policies';
import { messagingAddresses } from '../../local/emulators/messaging-addresses';
import type { MessagingEmulator } from '../../local/emulators/start-messaging';

/** Base URL of moto's server, when the queues of the tests are to be its own and not the embedded emulator's. */
export const outsideMessagingUrl = process.env['MANGA_TEST_MOTO_URL'];

const createPair = async (sqs: SQSClient, policy: QueuePolicy): Promise<void> => {
  const kind = {
    MaximumMessageSize: String(maxJobBytes),
    ...(policy.fifo ? { FifoQueue: 'true', ContentBasedDeduplication: 'false' } : {}),
  };
  const create = (QueueName: string, attributes: Record<string, string>) =>
    sqs.send(new CreateQueueCommand({ QueueName, Attributes: { ...kind, ...attributes } }));
  const dead = await create(deadLetterQueueName('local', policy), {
    MessageRetentionPeriod: String(deadLetterRetentionSeconds),
  });
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: dead.QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  await create(queueName('local', policy), {
    MessageRetentionPeriod: String(queueRetentionSeconds),
    VisibilityTimeout: String(visibilityTimeoutSeconds(policy)),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: Attributes?.['QueueArn'],
      maxReceiveCount: policy.maxReceiveCount,
    }),
  });
};

/** The queues, topics and bucket of the environment `local` on a moto server that is emptied first. */
export const createOutsideMessaging = async (url: string): Promise<MessagingEmulator> => {
  await fetch(`${url}/moto-api/reset`, { method: 'POST' });
  const settings = {
    region: 'us-east-1',
    endpoint: url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const sqs = new SQSClient(settings);
  const sns = new SNSClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const addresses = messagingAddresses(url, 'local');
  const Bucket = addresses.uploadsBucket;
  await Promise.all(Object.values(queuePolicies).map((policy) => createPair(sqs, policy)));
  for (const arn of [addresses.resultsTopicArn, addresses.catalogTopicArn])
    await sns.send(new CreateTopicCommand({ Name: arn.split(':').at(-1) ?? '' }));
  await s3.send(new CreateBucketCommand({ Bucket }));
  return {
    ...addresses,
    url,
    upload: (Key, Body) => void s3.send(new PutObjectCommand({ Bucket, Key, Body })),
    close: async () => {
      for (const client of [sqs, sns, s3]) client.destroy();
    },
  };
};
