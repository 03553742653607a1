import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type DeferredJob, deferredJobSchema } from '../../contracts/deferred-job';
import { queuePolicies, visibilityTimeoutSeconds } from '../../contracts/queue-policies';
import { tableName } from '../../contracts/tables';
import { createModelClient } from '../../core/bedrock/create-model-client';
import { recordHealth } from '../../core/bedrock/health-report';
import { resolveModel } from '../../core/bedrock/resolve-model';
import { createChat } from '../../core/chat/create-chat';
import { openConfiguration } from '../../core/config/open-configuration';
import { createManagementClient } from '../../core/connections/create-management-client';
import { managementApi } from '../../core/connections/management-api';
import { createResultStore } from '../../core/deferred/dynamo-result-store';
import { createMessageProcessor } from '../../core/deferred/process-message';
import { createResultPublisher } from '../../core/deferred/publish-result';
import { returnUnharmed } from '../../core/deferred/return-message';
import { runConsumer } from '../../core/deferred/run-consumer';
import { createSqsJobQueue } from '../../core/deferred/sqs-job-queue';
import { dynamoFailureNotes } from '../../core/enrichment/failure-notes';
import { dynamoParkedJobs } from '../../core/enrichment/parked-jobs';
import { createValidator } from '../../core/json-schema/create-validator';
import { createAnswerCache } from './create-answer-cache';
import { createChatPorts } from './create-chat-ports';
import { createChatSearch } from './create-chat-search';
import { createChatSpend } from './create-chat-spend';
import { createClients } from './create-clients';
import { createJobHandlers } from './deferred/create-job-handlers';
import { startHealthServer } from './deferred/start-health-server';
import { realTime } from './real-time';
import type { ServiceOptions } from './run-service';

/** How often what was gathered is written, in milliseconds. */
const flushEveryMs = 5_000;

/** Share of the stop timeout in which jobs in flight may finish; the rest is for handing them back. */
const graceShare = 0.6;

const policy = queuePolicies.deferredInference;

/** The consumer of deferred jobs with everything it needs in AWS, polling. `stop` resolves when nothing is in flight any more. */
export const startDeferredConsumer = async (
  options: ServiceOptions<'deferredConsumer'>,
): Promise<{ readonly stop: () => Promise<void> }> => {
  const { variables, region, source, logger, metrics } = options;
  const { record } = metrics;
  const { now, startTimer, delay } = realTime;
  const environment = variables.MANGA_ENV;
  const { current: config } = await openConfiguration({ environment, source, now, logger, record });

  const bedrock = createModelClient({ config, now, record, logger, maxSockets: () => policy.maxConcurrency });
  const { documents } = createClients(policy.maxConcurrency);
  const spend = createChatSpend({ environment, documents, logger });
  const search = createChatSearch({
    endpoint: variables.SEARCH_ENDPOINT,
    region,
    bedrock,
    config,
    now,
    logger,
    record,
    book: (spent) => spend.embeddings.add(spent),
  })?.search;
  const { cache } = createAnswerCache({ url: '', config, now, logger, record });
  const chat = createChatPorts({
    environment,
    config,
    bedrock,
    cache,
    search,
    spend,
    documents,
    logger,
    record,
  });
  const parked = dynamoParkedJobs({ documents, table: tableName(environment, 'parkedJobs'), now });
  const queue = createSqsJobQueue(new SQSClient(), variables.DEFERRED_QUEUE_URL);

  const unharmed = returnUnharmed(queue, policy.maxReceiveCount);

  const consumer = runConsumer({
    queue,
    handBack: (message) => unharmed(message, 0),
    process: createMessageProcessor({
      queue,
      validate: createValidator<DeferredJob>(deferredJobSchema, 'job'),
      handle: createJobHandlers({
        environment,
        documents,
        s3: new S3Client({ forcePathStyle: process.env['AWS_ENDPOINT_URL_S3'] !== undefined }),
        search,
        client: bedrock,
        model: () => resolveModel(config(), 'enrichment'),
        spend: (kind, reply) => spend.ledger.add(kind, reply),
        chat: createChat(chat.ports),
        postFrame: managementApi(createManagementClient(variables.CONNECTIONS_ENDPOINT), delay).postFrame,
        startTimer,
        delay,
        now,
        logger,
      }),
      results: createResultStore(documents, tableName(environment, 'results'), now),
      publish: createResultPublisher(new SNSClient(), variables.RESULTS_TOPIC_ARN),
      park: (job) => parked.park(job),
      notes: dynamoFailureNotes({ documents, table: tableName(environment, 'results'), now }),
      maxReceiveCount: policy.maxReceiveCount,
      bulkWindow: () => config().bulk_window_jst,
      now,
      random: Math.random,
      logger,
      record,
    }),
    maxConcurrency: policy.maxConcurrency,
    visibilityTimeoutSeconds: visibilityTimeoutSeconds(policy),
    graceMs: Number(variables.STOP_TIMEOUT_SECONDS) * 1000 * graceShare,
    logger,
    sleep: delay,
  });

  const health = await startHealthServer(consumer, {
    host: variables.BIND_ADDRESS,
    port: Number(variables.HEALTH_PORT),
  });
  const flushing = setInterval(() => {
    recordHealth(bedrock.health(), record);
    metrics.flush();
    void spend.flush();
  }, flushEveryMs);

  return {
    stop: async () => {
      consumer.stop();
      await consumer.finished;
      clearInterval(flushing);
      await Promise.all([spend.flush(), chat.settled()]);
      metrics.flush();
      health.close();
      bedrock.close();
    },
  };
};
