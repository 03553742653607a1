/**
 * The environment variables of each entry point: what the stacks set, what the local system sets, what the entry point reads.
 * Endpoints of AWS services are the SDK's own (`AWS_ENDPOINT_URL_DYNAMODB`, …) and set only on one machine.
 */
const shared = {
  MANGA_ENV: 'Environment: local, dev, staging or prod',
  LOG_LEVEL: 'DEBUG, INFO, WARN or ERROR',
} as const;

const publishing = {
  RESULTS_TOPIC_ARN: 'SNS topic for results of deferred jobs',
} as const;

const search = {
  SEARCH_ENDPOINT: 'URL of the OpenSearch collection; empty: retrieval is off',
} as const;

export const entryPoints = {
  orchestrator: {
    ...shared,
    ...search,
    PORT: 'Port to listen on',
    BIND_ADDRESS: 'Address to listen on: 0.0.0.0 in a task, 127.0.0.1 on one machine',
    REDIS_URL: 'redis:// or rediss:// of the answer cache; empty: in process',
    CONNECTIONS_ENDPOINT: "URL of API Gateway's @connections API for the socket",
    DEFERRED_QUEUE_URL: 'Queue for answers that are given later',
    STOP_TIMEOUT_SECONDS: 'Time between SIGTERM and SIGKILL',
  },
  deferredConsumer: {
    ...shared,
    ...search,
    ...publishing,
    DEFERRED_QUEUE_URL: 'Queue to poll',
    CONNECTIONS_ENDPOINT: "URL of API Gateway's @connections API for the socket",
    UPLOADS_BUCKET: 'Bucket of uploaded images',
    STOP_TIMEOUT_SECONDS: 'Time between SIGTERM and SIGKILL',
    HEALTH_PORT: 'Port of the health check',
    BIND_ADDRESS: 'Address of the health check',
  },
  enrichmentConsumer: {
    ...shared,
    ...search,
    CATALOG_TOPIC_ARN: 'SNS topic for catalogue events',
    ENRICHMENT_QUEUE_URL: 'Queue whose messages are handed back early',
  },
  socketBridge: {
    ...shared,
    ORCHESTRATOR_URL: 'Base URL of the orchestrator behind the internal load balancer',
    CONNECTIONS_ENDPOINT:
      "URL of API Gateway's @connections API; empty: that of the event's domain and stage",
  },
  authorizer: { ...shared },
  dailyEnrichment: { ...shared, ENRICHMENT_QUEUE_URL: 'Queue to fill' },
  nightlyRecommendations: { ...shared, DEFERRED_QUEUE_URL: 'Queue to fill' },
  imageUploaded: { ...shared, DEFERRED_QUEUE_URL: 'Queue to fill' },
  batchCompleted: {
    ...shared,
    ...search,
    CATALOG_TOPIC_ARN: 'SNS topic for catalogue events',
    ENRICHMENT_QUEUE_URL: 'Queue for records that failed',
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type EntryPoint = keyof typeof entryPoints;

/** The environment of one entry point: every variable, as a string. */
export type EntryPointEnvironment<E extends EntryPoint> = {
  readonly [K in keyof (typeof entryPoints)[E]]: string;
};

/** Where one machine keeps its configuration: a file as `core/config/file-configuration-source.ts` reads it; unset in AWS. */
export const localConfigurationVariable = 'MANGA_LOCAL_CONFIGURATION';
