import type { FromSchema } from 'json-schema-to-ts';

/**
 * What operators may change without a deployment: one SSM parameter `/manga-assist/{env}/{key}` for each property,
 * JSON where the type is not a string. Parameter Store takes no empty value: `""` stands for one. The defaults are those of the reference design; an environment literal may override them.
 */
export const runtimeConfigSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'RuntimeConfig',
  type: 'object',
  additionalProperties: false,
  required: [
    'primary_region',
    'failover_regions',
    'data_residency',
    'fast_model',
    'quality_model',
    'enrichment_model',
    'enrichment_items_per_call',
    'embedding_model',
    'sync_timeout_ms',
    'stream_idle_timeout_ms',
    'cache_ttl_seconds',
    'max_conversation_turns',
    'max_history_tokens',
    'max_in_flight',
    'daily_budget_usd',
    'daily_enrichment_budget_usd',
    'bulk_window_jst',
    'oidc_issuer',
    'oidc_audience',
    'feature_flags',
  ],
  properties: {
    primary_region: { type: 'string', pattern: '^[a-z]{2}-[a-z]+-[0-9]$' },
    failover_regions: {
      type: 'array',
      maxItems: 8,
      items: { type: 'string', pattern: '^[a-z]{2}-[a-z]+-[0-9]$' },
    },
    /** Where customers' text may be processed. `any` allows global profiles. */
    data_residency: { type: 'string', enum: ['jp', 'apac', 'any'] },
    /** Keys of the model catalogue. */
    fast_model: { type: 'string', minLength: 1 },
    quality_model: { type: 'string', minLength: 1 },
    enrichment_model: { type: 'string', minLength: 1 },
    /** Items that share one model call at most; 1: none. See docs/decisions for what it saves. */
    enrichment_items_per_call: { type: 'integer', minimum: 1, maximum: 10 },
    embedding_model: { type: 'string', minLength: 1 },
    sync_timeout_ms: { type: 'integer', minimum: 500, maximum: 29000 },
    stream_idle_timeout_ms: { type: 'integer', minimum: 500, maximum: 25000 },
    cache_ttl_seconds: { type: 'integer', minimum: 0, maximum: 86400 },
    max_conversation_turns: { type: 'integer', minimum: 0, maximum: 50 },
    max_history_tokens: { type: 'integer', minimum: 0, maximum: 100000 },
    /** Requests that one task answers at once; beyond it 503 with `Retry-After`. */
    max_in_flight: { type: 'integer', minimum: 1, maximum: 10000 },
    /** US$ a day for chat; above its pace `auto` falls back to the fast model. */
    daily_budget_usd: { type: 'number', minimum: 0 },
    /** US$ a day for scheduled enrichment. */
    daily_enrichment_budget_usd: { type: 'number', minimum: 0 },
    /** Hours of Japan time in which bulk work runs, `01:00-06:00`; empty: always. */
    bulk_window_jst: {
      type: 'string',
      pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9])?$',
    },
    /** OIDC issuer whose JWTs are accepted beside guest tokens; empty: none. */
    oidc_issuer: { type: 'string' },
    oidc_audience: { type: 'string' },
    feature_flags: {
      type: 'object',
      additionalProperties: false,
      required: [
        'enable_caching',
        'enable_streaming',
        'enable_failover',
        'enable_cost_routing',
        'enable_retrieval',
      ],
      properties: {
        enable_caching: { type: 'boolean' },
        enable_streaming: { type: 'boolean' },
        enable_failover: { type: 'boolean' },
        enable_cost_routing: { type: 'boolean' },
        enable_retrieval: { type: 'boolean' },
      },
    },
  },
} as const;

export type RuntimeConfig = FromSchema<typeof runtimeConfigSchema>;
export type DataResidency = RuntimeConfig['data_residency'];

export const defaultRuntimeConfig: RuntimeConfig = {
  primary_region: 'us-east-1',
  failover_regions: ['us-west-2', 'ap-northeast-1'],
  data_residency: 'any',
  fast_model: 'claude-haiku-4-5',
  quality_model: 'claude-sonnet-4-5',
  enrichment_model: 'claude-haiku-4-5',
  enrichment_items_per_call: 2,
  embedding_model: 'titan-embed-text-v2',
  sync_timeout_ms: 3000,
  stream_idle_timeout_ms: 5000,
  cache_ttl_seconds: 300,
  max_conversation_turns: 10,
  max_history_tokens: 6000,
  max_in_flight: 150,
  daily_budget_usd: 100,
  daily_enrichment_budget_usd: 10,
  bulk_window_jst: '',
  oidc_issuer: '',
  oidc_audience: '',
  feature_flags: {
    enable_caching: true,
    enable_streaming: true,
    enable_failover: true,
    enable_cost_routing: true,
    enable_retrieval: true,
  },
};

/** The prefix of an environment's parameters: `/manga-assist/dev/`. */
export const parameterPrefix = (environment: string): string => `/manga-assist/${environment}/`;

/** The environment's secret: JSON, see {@link EnvironmentSecret}. */
export const secretName = (environment: string): string => `manga-assist-${environment}`;

/**
 * The secret's JSON. The stacks generate it with `guestTokenKey` alone, 64 random letters and digits: it signs guest
 * tokens and verifies them. To rotate, an operator moves it to `previousGuestTokenKey`, which still verifies, and puts
 * a new key of at least 32 bytes in its place; a key's id is derived from the key.
 */
export interface EnvironmentSecret {
  readonly guestTokenKey: string;
  readonly previousGuestTokenKey?: string;
}

/**
 * Beside the operators' parameters the stacks publish where things are, under `/manga-assist/{env}/deployed/`;
 * the admin command and the doctor find an environment by them. Values are strings.
 */
export const deployedParameters = [
  'rest-api-url',
  'web-socket-url',
  'enrichment-queue-url',
  'enrichment-dlq-url',
  'deferred-queue-url',
  'deferred-dlq-url',
  'results-topic-arn',
  'catalog-topic-arn',
  'uploads-bucket',
  'search-endpoint',
  'batch-role-arn',
  'daily-enrichment-function',
  'nightly-recommendations-function',
  'batch-completed-function',
] as const;

export type DeployedParameter = (typeof deployedParameters)[number];
