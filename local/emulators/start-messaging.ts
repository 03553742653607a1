import { join } from 'node:path';
import { queuePolicies } from '../../contracts/queue-policies';
import type { Now } from '../../core/clock';
import { listenBacklog } from '../../core/http/listen-backlog';
import { localRegion, loopback } from '../local-environment';
import { createQueuePair } from './create-queue-pair';
import { journalQueue } from './journal-queue';
import { type CreatedObject, keepObjects } from './keep-objects';
import { loadFauxqs } from './load-fauxqs';
import { type MessagingAddresses, messagingAddresses } from './messaging-addresses';
import { addObjectTagging } from './object-tagging';
import { QueueJournal } from './queue-journal';
import { addQueueRelease } from './queue-release';
import { receiveGroupsTogether } from './receive-groups-together';
import { refuseSqs } from './refuse-sqs';
import { ServiceFaultBoard } from './service-faults';

export interface MessagingEmulator extends MessagingAddresses {
  /** SQS, SNS and S3, all on one port. */
  readonly url: string;
  /** Puts an object into the bucket of uploads, unless it is there with the same content. */
  upload(key: string, body: Buffer): void;
  close(): Promise<void>;
}

interface Options {
  readonly environment: string;
  readonly now: Now;
  /** Where queues and objects are kept; without one everything is in memory. */
  readonly folder?: string;
  /** Told of each object that is put into the bucket of uploads. */
  readonly onObjectCreated?: (object: CreatedObject) => void;
  readonly port?: number;
  readonly faults?: ServiceFaultBoard;
}

const topicName = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

/** SQS, SNS and S3 on loopback with the queues, topics and bucket of an environment. */
export const startMessaging = async (options: Options): Promise<MessagingEmulator> => {
  const { environment, folder, now, port = 0 } = options;
  const { buildApp, stores } = await loadFauxqs();
  const { sqsStore, snsStore, s3Store } = stores;
  // Without a host of its own the emulator answers queue URLs on the address that it was called by.
  sqsStore.host = '';
  const app = buildApp({ logger: false, defaultRegion: localRegion, stores });
  addObjectTagging(app, s3Store);
  addQueueRelease(app, sqsStore);
  refuseSqs(app, options.faults ?? new ServiceFaultBoard());
  const journal =
    folder === undefined ? undefined : new QueueJournal(join(folder, 'queues', 'journal.jsonl'), now);
  const url = await app.listen({ port, host: loopback, backlog: listenBacklog });

  const addresses = messagingAddresses(url, environment);
  const { enrichment, deferredInference } = addresses.queues;
  const queues = [
    ...createQueuePair(sqsStore, environment, queuePolicies.enrichment, enrichment),
    ...createQueuePair(sqsStore, environment, queuePolicies.deferredInference, deferredInference),
  ];
  for (const queue of queues) {
    receiveGroupsTogether(queue);
    if (journal !== undefined) journalQueue(queue, journal, now());
  }
  for (const arn of [addresses.resultsTopicArn, addresses.catalogTopicArn])
    snsStore.createTopic(topicName(arn), {}, {}, localRegion);
  const bucket = addresses.uploadsBucket;
  s3Store.createBucket(bucket);
  keepObjects(s3Store, bucket, {
    ...(folder === undefined ? {} : { folder: join(folder, 'objects', bucket) }),
    ...(options.onObjectCreated === undefined ? {} : { onCreated: options.onObjectCreated }),
  });
  return {
    ...addresses,
    url,
    upload: (key, body) => {
      const [held] = s3Store.listObjects(bucket, { prefix: key, maxKeys: 1 }).objects;
      if (held?.key !== key || !held.body.equals(body)) s3Store.putObject(bucket, key, body);
    },
    close: async () => {
      await app.close();
      journal?.close();
    },
  };
};
