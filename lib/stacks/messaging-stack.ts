import type { Construct } from 'constructs';
import { queuePolicies } from '../../contracts/queue-policies';
import type { EnvironmentLiteral } from '../config/environment-literal';
import { DeployedParameters } from '../constructs/deployed-parameters';
import { EnvironmentStack } from '../constructs/environment-stack';
import { EventTopic } from '../constructs/event-topic';
import { WorkQueue } from '../constructs/work-queue';

export interface MessagingStackProps {
  readonly environment: EnvironmentLiteral;
}

/** Queues with their dead-letter queues, and topics. */
export class MessagingStack extends EnvironmentStack {
  readonly enrichment: WorkQueue;
  readonly deferredInference: WorkQueue;
  readonly results: EventTopic;
  readonly catalog: EventTopic;

  constructor(scope: Construct, id: string, { environment }: MessagingStackProps) {
    super(scope, id, { environment, description: 'queues and topics' });
    const { name } = environment;
    this.enrichment = new WorkQueue(this, 'Enrichment', {
      environment: name,
      policy: queuePolicies.enrichment,
    });
    this.deferredInference = new WorkQueue(this, 'DeferredInference', {
      environment: name,
      policy: queuePolicies.deferredInference,
    });
    this.results = new EventTopic(this, 'Results', { name: `manga-assist-${name}-results` });
    this.catalog = new EventTopic(this, 'CatalogEvents', { name: `manga-assist-${name}-catalog` });
    new DeployedParameters(this, 'Deployed', {
      environment: name,
      values: {
        'enrichment-queue-url': this.enrichment.queue.queueUrl,
        'enrichment-dlq-url': this.enrichment.deadLetters.queueUrl,
        'deferred-queue-url': this.deferredInference.queue.queueUrl,
        'deferred-dlq-url': this.deferredInference.deadLetters.queueUrl,
        'results-topic-arn': this.results.topic.topicArn,
        'catalog-topic-arn': this.catalog.topic.topicArn,
      },
    });
  }
}
