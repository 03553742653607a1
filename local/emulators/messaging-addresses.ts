import {
  deadLetterQueueName,
  type QueueKey,
  type QueuePolicy,
  queueName,
  queuePolicies,
} from '../../contracts/queue-policies';
import { localAccount, localRegion } from '../local-environment';

export interface QueueUrls {
  readonly url: string;
  readonly deadLetterUrl: string;
}

/** Where the queues, topics and the bucket of an environment are, as the entry points are told. */
export interface MessagingAddresses {
  readonly queues: Readonly<Record<QueueKey, QueueUrls>>;
  readonly resultsTopicArn: string;
  readonly catalogTopicArn: string;
  readonly uploadsBucket: string;
}

/** Follows from the emulator's base URL alone, so that nobody has to ask it. */
export const messagingAddresses = (baseUrl: string, environment: string): MessagingAddresses => {
  const queueUrl = (name: string): string => `${baseUrl}/${localAccount}/${name}`;
  const topicArn = (name: string): string =>
    `arn:aws:sns:${localRegion}:${localAccount}:manga-assist-${environment}-${name}`;
  const urls = (policy: QueuePolicy): QueueUrls => ({
    url: queueUrl(queueName(environment, policy)),
    deadLetterUrl: queueUrl(deadLetterQueueName(environment, policy)),
  });
  return {
    queues: {
      enrichment: urls(queuePolicies.enrichment),
      deferredInference: urls(queuePolicies.deferredInference),
    },
    resultsTopicArn: topicArn('results'),
    catalogTopicArn: topicArn('catalog'),
    uploadsBucket: `manga-assist-${environment}-uploads`,
  };
};
