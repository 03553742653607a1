/** Where an inference profile may send a request. `jp` stays in Japan; `global` may leave the country. */
export type Geography = 'jp' | 'apac' | 'us' | 'eu' | 'au' | 'global';

/** US$ per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly source: string;
  /** Day on which the source was read, ISO 8601. */
  readonly asOf: string;
}

export interface Lifecycle {
  readonly state: 'active' | 'legacy' | 'end-of-life';
  /** First day on which Bedrock refuses the model, ISO 8601; absent while none is announced. */
  readonly endOfLife?: string;
  readonly source: string;
  readonly asOf: string;
}

export interface Capabilities {
  readonly japanese: boolean;
  readonly streaming: boolean;
  readonly images: boolean;
  readonly batch: { readonly minimumRecords: number } | false;
  readonly promptCaching: { readonly minimumTokens: number } | false;
}

export interface ModelDescription {
  readonly kind: 'chat' | 'embedding';
  /** The foundation model's id. */
  readonly bedrockId: string;
  /** Geographies with an inference profile: its id is `${geography}.${bedrockId}`. Empty: invoked by its own id. */
  readonly profiles: readonly Geography[];
  /** Price of the cross-region profiles of one geography (and of the bare model), and of the global profile where it differs. */
  readonly price: { readonly regional: Price; readonly global?: Price };
  readonly maxOutputTokens: number;
  readonly contextTokens: number;
  readonly temperature: number;
  readonly timeoutMs: number;
  readonly lifecycle: Lifecycle;
  /** Key of the model to use in its place. */
  readonly successor?: ModelKey;
  readonly can: Capabilities;
}

export type ModelKey =
  | 'claude-3-sonnet'
  | 'claude-3-haiku'
  | 'claude-haiku-4-5'
  | 'claude-sonnet-4-5'
  | 'claude-sonnet-4-6'
  | 'titan-embed-text-v2';

const lifecycleSource = 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html';
const priceSource = 'https://aws.amazon.com/bedrock/pricing/';

/** The models that MangaAssist knows. A new one is an entry here, and nothing else. */
export const modelCatalog: Readonly<Record<ModelKey, ModelDescription>> = {
  'claude-3-sonnet': {
    kind: 'chat',
    bedrockId: 'anthropic.claude-3-sonnet-20240229-v1:0',
    profiles: ['us', 'eu', 'apac'],
    price: { regional: { input: 3, output: 15, source: priceSource, asOf: '2026-11-01' } },
    maxOutputTokens: 4096,
    contextTokens: 200_000,
    temperature: 0.3,
    timeoutMs: 25_000,
    lifecycle: { state: 'end-of-life', endOfLife: '2026-07-30', source: lifecycleSource, asOf: '2026-11-01' },
    successor: 'claude-sonnet-4-5',
    can: {
      japanese: true,
      streaming: true,
      images: true,
      batch: { minimumRecords: 100 },
      promptCaching: false,
    },
  },
  'claude-3-haiku': {
    kind: 'chat',
    bedrockId: 'anthropic.claude-3-haiku-20240307-v1:0',
    profiles: ['us', 'eu', 'apac'],
    price: { regional: { input: 0.25, output: 1.25, source: priceSource, asOf: '2026-11-01' } },
    maxOutputTokens: 2048,
    contextTokens: 200_000,
    temperature: 0.2,
    timeoutMs: 10_000,
    lifecycle: { state: 'end-of-life', endOfLife: '2026-09-10', source: lifecycleSource, asOf: '2026-11-01' },
    successor: 'claude-haiku-4-5',
    can: {
      japanese: true,
      streaming: true,
      images: true,
      batch: { minimumRecords: 100 },
      promptCaching: false,
    },
  },
  'claude-haiku-4-5': {
    kind: 'chat',
    bedrockId: 'anthropic.claude-haiku-4-5-20251001-v1:0',
    profiles: ['jp', 'us', 'eu', 'au', 'global'],
    price: {
      regional: {
        input: 1.1,
        output: 5.5,
        cacheRead: 0.11,
        cacheWrite: 1.375,
        source: priceSource,
        asOf: '2026-11-01',
      },
      global: {
        input: 1,
        output: 5,
        cacheRead: 0.1,
        cacheWrite: 1.25,
        source: priceSource,
        asOf: '2026-11-01',
      },
    },
    maxOutputTokens: 2048,
    contextTokens: 200_000,
    temperature: 0.2,
    timeoutMs: 10_000,
    lifecycle: { state: 'active', source: lifecycleSource, asOf: '2026-11-01' },
    can: {
      japanese: true,
      streaming: true,
      images: true,
      batch: { minimumRecords: 100 },
      promptCaching: { minimumTokens: 4096 },
    },
  },
  'claude-sonnet-4-5': {
    kind: 'chat',
    bedrockId: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    profiles: ['jp', 'us', 'eu', 'au', 'global'],
    price: {
      regional: {
        input: 3.3,
        output: 16.5,
        cacheRead: 0.33,
        cacheWrite: 4.125,
        source: priceSource,
        asOf: '2026-11-01',
      },
      global: {
        input: 3,
        output: 15,
        cacheRead: 0.3,
        cacheWrite: 3.75,
        source: priceSource,
        asOf: '2026-11-01',
      },
    },
    maxOutputTokens: 4096,
    contextTokens: 200_000,
    temperature: 0.3,
    timeoutMs: 25_000,
    lifecycle: { state: 'active', source: lifecycleSource, asOf: '2026-11-01' },
    can: {
      japanese: true,
      streaming: true,
      images: true,
      batch: { minimumRecords: 100 },
      promptCaching: { minimumTokens: 1024 },
    },
  },
  'claude-sonnet-4-6': {
    kind: 'chat',
    bedrockId: 'anthropic.claude-sonnet-4-6',
    profiles: ['jp', 'us', 'eu', 'au', 'global'],
    price: {
      regional: {
        input: 3.3,
        output: 16.5,
        cacheRead: 0.33,
        cacheWrite: 4.125,
        source: priceSource,
        asOf: '2026-11-01',
      },
      global: {
        input: 3,
        output: 15,
        cacheRead: 0.3,
        cacheWrite: 3.75,
        source: priceSource,
        asOf: '2026-11-01',
      },
    },
    maxOutputTokens: 4096,
    contextTokens: 200_000,
    temperature: 0.3,
    timeoutMs: 25_000,
    lifecycle: { state: 'active', source: lifecycleSource, asOf: '2026-11-01' },
    can: {
      japanese: true,
      streaming: true,
      images: true,
      batch: { minimumRecords: 100 },
      promptCaching: { minimumTokens: 1024 },
    },
  },
  'titan-embed-text-v2': {
    kind: 'embedding',
    bedrockId: 'amazon.titan-embed-text-v2:0',
    profiles: [],
    price: { regional: { input: 0.02, output: 0, source: priceSource, asOf: '2026-11-01' } },
    maxOutputTokens: 0,
    contextTokens: 8192,
    temperature: 0,
    timeoutMs: 2_000,
    lifecycle: { state: 'active', source: lifecycleSource, asOf: '2026-11-01' },
    can: {
      japanese: true,
      streaming: false,
      images: false,
      batch: { minimumRecords: 100 },
      promptCaching: false,
    },
  },
};

/** Whether a string names a model of the catalogue. */
export const isModelKey = (key: string): key is ModelKey => Object.hasOwn(modelCatalog, key);
