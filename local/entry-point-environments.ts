import type { EntryPoint, EntryPointEnvironment } from '../contracts/environment-variables';
import { localEnvironment, loopback } from './local-environment';
import { systemAddresses } from './system-addresses';
import type { SystemPlan } from './system-plan';

/** Time that the services get between SIGTERM and SIGKILL here: nobody wants to wait longer for Ctrl-C. */
export const stopTimeoutSeconds = 4;

/** The variables of each entry point, as the stacks set them in AWS. */
export const entryPointEnvironments = (
  plan: SystemPlan,
  inherited: NodeJS.ProcessEnv,
): { readonly [E in EntryPoint]: EntryPointEnvironment<E> } => {
  const addresses = systemAddresses(plan);
  const { resources } = addresses;
  const shared = { MANGA_ENV: localEnvironment, LOG_LEVEL: inherited['LOG_LEVEL'] ?? 'INFO' };
  const search = { SEARCH_ENDPOINT: addresses.search };
  const enrichmentQueue = { ENRICHMENT_QUEUE_URL: resources.queues.enrichment.url };
  const deferredQueue = { DEFERRED_QUEUE_URL: resources.queues.deferredInference.url };
  const catalogTopic = { CATALOG_TOPIC_ARN: resources.catalogTopicArn };
  const connections = { CONNECTIONS_ENDPOINT: addresses.connections };
  const service = { BIND_ADDRESS: loopback, STOP_TIMEOUT_SECONDS: String(stopTimeoutSeconds) };
  return {
    orchestrator: {
      ...shared,
      ...search,
      ...deferredQueue,
      ...connections,
      ...service,
      PORT: String(plan.ports.orchestrator),
      REDIS_URL: inherited['REDIS_URL'] ?? '',
    },
    deferredConsumer: {
      ...shared,
      ...search,
      ...deferredQueue,
      ...connections,
      ...service,
      RESULTS_TOPIC_ARN: resources.resultsTopicArn,
      UPLOADS_BUCKET: resources.uploadsBucket,
      HEALTH_PORT: String(plan.ports.deferredConsumer),
    },
    enrichmentConsumer: { ...shared, ...search, ...catalogTopic, ...enrichmentQueue },
    socketBridge: { ...shared, ...connections, ORCHESTRATOR_URL: addresses.orchestrator },
    authorizer: { ...shared },
    dailyEnrichment: { ...shared, ...enrichmentQueue },
    nightlyRecommendations: { ...shared, ...deferredQueue },
    imageUploaded: { ...shared, ...deferredQueue },
    batchCompleted: { ...shared, ...search, ...catalogTopic, ...enrichmentQueue },
  };
};
