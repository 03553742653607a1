import { join } from 'node:path';
import { queuePolicies } from '../../contracts/queue-policies';
import type { Now } from '../../core/clock';
import { localRegion, loopback } from '../local-environment';
import { createQueuePair } from './create-queue-pair';
import { journalQueue } from './journal-queue';
import { loadFauxqs } from './load-fauxqs';
import { type MessagingAddresses, messagingAddresses } from './messaging-addresses';
import { QueueJournal } from './queue-journal';
import { receiveGroupsTogether } from './receive-groups-together';

export interface MessagingEmulator extends MessagingAddresses {
  /** SQS, SNS and S3, all on one port. */
  readonly url: string;
  close(): Promise<void>;
}

interface Options {
  readonly environment: string;
  readonly now: Now;
  /** Where the queues' journal is kept; without one everything is in memory. */
  readonly folder?: string;
  readonly port?: number;
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
  const journal =
    folder === undefined ? undefined : new QueueJournal(join(folder, 'queues', 'journal.jsonl'), now);
  const url = await app.listen({ port, host: loopback });

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
  s3Store.createBucket(addresses.uploadsBucket);
  return {
    ...addresses,
    url,
    close: async () => {
      await app.close();
      journal?.close();
    },
  };
};
