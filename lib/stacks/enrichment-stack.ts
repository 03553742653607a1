import type { Construct } from 'constructs';
import { queuePolicies } from '../../contracts/queue-policies';
import type { Bundles } from '../config/bundles';
import type { EnvironmentLiteral } from '../config/environment-literal';
import { BatchInferenceRole } from '../constructs/batch-inference-role';
import { DeployedParameters } from '../constructs/deployed-parameters';
import { grantEntryPoint } from '../constructs/entry-point-grants';
import { EnvironmentStack } from '../constructs/environment-stack';
import { BatchJobRule, UploadRule } from '../constructs/event-rules';
import { failedEventsTo } from '../constructs/failed-events';
import { FunctionSchedule } from '../constructs/function-schedule';
import { grantTargets } from '../constructs/grant-targets';
import { NodeFunction } from '../constructs/node-function';
import { QueueConsumer } from '../constructs/queue-consumer';
import { UndeliveredEvents } from '../constructs/undelivered-events';
import type { DataStack } from './data-stack';
import type { MessagingStack } from './messaging-stack';

export interface EnrichmentStackProps {
  readonly environment: EnvironmentLiteral;
  readonly bundles: Bundles;
  readonly data: DataStack;
  readonly messaging: MessagingStack;
}

/** Bedrock's events come on a best-effort basis: what they missed is taken in before the daily run looks for work. */
const beforeTheDailyRun = { hour: 0, minute: 45 };

/** Background work: the enrichment consumer, schedules, uploads and batch jobs. */
export class EnrichmentStack extends EnvironmentStack {
  readonly undelivered: UndeliveredEvents;
  readonly consumer: NodeFunction<'enrichmentConsumer'>;
  readonly daily: NodeFunction<'dailyEnrichment'>;
  readonly nightly: NodeFunction<'nightlyRecommendations'>;
  readonly uploaded: NodeFunction<'imageUploaded'>;
  readonly batchCompleted: NodeFunction<'batchCompleted'>;

  constructor(scope: Construct, id: string, props: EnrichmentStackProps) {
    const { environment, bundles, data, messaging } = props;
    super(scope, id, { environment, description: 'enrichment consumer, schedules, uploads, batch jobs' });
    this.undelivered = new UndeliveredEvents(this, 'UndeliveredEvents', { environment: environment.name });
    const enrichmentQueue = messaging.enrichment.queue;
    const deferredQueue = messaging.deferredInference.queue;
    const { queue: deadLetters } = this.undelivered;
    const search = { SEARCH_ENDPOINT: data.search.endpoint };
    const catalog = { CATALOG_TOPIC_ARN: messaging.catalog.topic.topicArn };
    const house = { environment, bundles, memoryMiB: 512 };
    // An event that a function failed on, after Lambda's own retries.
    const onEvents = { ...house, overrides: { onFailure: failedEventsTo(deadLetters) } };

    this.consumer = new NodeFunction(this, 'Consumer', {
      ...house,
      entryPoint: 'enrichmentConsumer',
      variables: { ...search, ...catalog, ENRICHMENT_QUEUE_URL: enrichmentQueue.queueUrl },
      timeoutSeconds: queuePolicies.enrichment.processingTimeoutSeconds,
      memoryMiB: 1024,
    });
    this.daily = new NodeFunction(this, 'DailyEnrichment', {
      ...onEvents,
      entryPoint: 'dailyEnrichment',
      variables: { ENRICHMENT_QUEUE_URL: enrichmentQueue.queueUrl },
      timeoutSeconds: 300,
    });
    this.nightly = new NodeFunction(this, 'NightlyRecommendations', {
      ...onEvents,
      entryPoint: 'nightlyRecommendations',
      variables: { DEFERRED_QUEUE_URL: deferredQueue.queueUrl },
      timeoutSeconds: 300,
    });
    this.uploaded = new NodeFunction(this, 'ImageUploaded', {
      ...onEvents,
      entryPoint: 'imageUploaded',
      variables: { DEFERRED_QUEUE_URL: deferredQueue.queueUrl },
      timeoutSeconds: 30,
    });
    this.batchCompleted = new NodeFunction(this, 'BatchCompleted', {
      ...onEvents,
      entryPoint: 'batchCompleted',
      variables: { ...search, ...catalog, ENRICHMENT_QUEUE_URL: enrichmentQueue.queueUrl },
      timeoutSeconds: 900,
      memoryMiB: 1024,
    });

    const targets = grantTargets(data, messaging);
    for (const { entryPoint, role } of [
      this.consumer,
      this.daily,
      this.nightly,
      this.uploaded,
      this.batchCompleted,
    ]) {
      grantEntryPoint(entryPoint, { scope: this, role, environment, targets });
    }
    data.search.grantDocuments(
      this,
      'enrich',
      [this.consumer.role.roleArn, this.batchCompleted.role.roleArn],
      ['ReadDocument', 'WriteDocument'],
    );

    new QueueConsumer(this, 'Messages', {
      queue: enrichmentQueue,
      policy: queuePolicies.enrichment,
      function: this.consumer.function,
    });
    new FunctionSchedule(this, 'EveryDay', {
      name: `manga-assist-${environment.name}-daily-enrichment`,
      at: environment.schedules.dailyEnrichment,
      function: this.daily.function,
      deadLetters,
    });
    new FunctionSchedule(this, 'EveryNight', {
      name: `manga-assist-${environment.name}-nightly-recommendations`,
      at: environment.schedules.nightlyRecommendations,
      function: this.nightly.function,
      deadLetters,
    });
    new FunctionSchedule(this, 'EveryDayBatchJobs', {
      name: `manga-assist-${environment.name}-batch-jobs`,
      at: beforeTheDailyRun,
      function: this.batchCompleted.function,
      input: { sweep: true },
      deadLetters,
    });
    new UploadRule(this, 'Uploads', { bucket: data.uploads, function: this.uploaded.function, deadLetters });
    new BatchJobRule(this, 'BatchJobs', { function: this.batchCompleted.function, deadLetters });
    const batchRole = new BatchInferenceRole(this, 'BatchRole', { bucket: data.uploads, environment });
    new DeployedParameters(this, 'Deployed', {
      environment: environment.name,
      values: {
        'batch-role-arn': batchRole.role.roleArn,
        'daily-enrichment-function': this.daily.function.functionName,
        'nightly-recommendations-function': this.nightly.function.functionName,
        'batch-completed-function': this.batchCompleted.function.functionName,
      },
    });
  }
}
