import type { FromSchema } from 'json-schema-to-ts';

/**
 * Where the running local system says how to reach it, relative to the project's root. Written when every part is up
 * (to a temporary name, then renamed, so that a reader sees all of it or nothing), removed on a clean stop.
 * One that a crash left behind names a `pid` that is gone.
 */
export const localSystemFile = '.local/system.json';

const url = {
  type: 'string',
  pattern: '^(http|ws|redis)://(127\\.0\\.0\\.1|localhost):[0-9]+(/.*)?$',
} as const;

const queue = {
  type: 'object',
  required: ['url', 'dlqUrl'],
  additionalProperties: false,
  properties: { url, dlqUrl: url },
} as const;

/** What the local system offers, by protocol: the admin command, the benchmarks and the trials read it. Draft-04. */
export const localSystemSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'LocalSystem',
  type: 'object',
  required: ['pid', 'startedAt', 'region', 'gateway', 'endpoints', 'queues', 'topics', 'buckets'],
  additionalProperties: false,
  properties: {
    /** The supervisor's process id. */
    pid: { type: 'integer', minimum: 1 },
    /** ISO 8601, UTC. */
    startedAt: { type: 'string', minLength: 20, maxLength: 30 },
    region: { type: 'string', minLength: 1 },
    /** Base URL of REST; the socket is at `/socket` of the same host. */
    gateway: url,
    /** Base URL of the orchestrator behind it. */
    orchestrator: url,
    /** Values for the SDK's `AWS_ENDPOINT_URL_…`. */
    endpoints: {
      type: 'object',
      required: ['dynamodb', 'sqs', 'sns', 's3', 'bedrock', 'bedrockControl', 'search'],
      additionalProperties: false,
      properties: {
        dynamodb: url,
        sqs: url,
        sns: url,
        s3: url,
        /** Bedrock Runtime: InvokeModel and its stream. */
        bedrock: url,
        /** Bedrock: batch inference jobs. */
        bedrockControl: url,
        search: url,
        /** Invokes the functions by name. */
        lambda: url,
        redis: url,
      },
    },
    queues: {
      type: 'object',
      required: ['enrichment', 'deferredInference'],
      additionalProperties: false,
      properties: { enrichment: queue, deferredInference: queue },
    },
    topics: {
      type: 'object',
      required: ['catalog', 'results'],
      additionalProperties: false,
      properties: { catalog: { type: 'string', minLength: 1 }, results: { type: 'string', minLength: 1 } },
    },
    buckets: {
      type: 'object',
      required: ['uploads'],
      additionalProperties: false,
      properties: {
        uploads: { type: 'string', minLength: 1 },
        /** Input and output of batch inference. */
        batch: { type: 'string', minLength: 1 },
      },
    },
    /** File with the configuration and the secret, as the functions read it (`MANGA_LOCAL_CONFIGURATION`); absolute. */
    configuration: { type: 'string', minLength: 1 },
    /** Process ids of the children by name (`enrichment-consumer`, `orchestrator`, …): for trials that kill one. */
    children: { type: 'object', additionalProperties: { type: 'integer', minimum: 1 } },
  },
} as const;

export type LocalSystem = FromSchema<typeof localSystemSchema>;
