import type { ModelDescription, ModelKey } from './model-description';

export type {
  Capabilities,
  Geography,
  Lifecycle,
  ModelDescription,
  ModelKey,
  Price,
} from './model-description';

/** The cards as AWS published them in September 2026; the lifecycle page for models that are gone. */
const card = (model: string): string =>
  `https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-${model}.html`;
const lifecyclePage = 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle-legacy.html';
/** AWS Price List: profiles of one geography cost 10 % more than the global one; the same in every region that sells both. */
const priceList =
  'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonBedrockFoundationModels/current/index.json';
const pricingPage = 'https://aws.amazon.com/bedrock/pricing/';
const referenceDesign = 'the reference design';

const claude = {
  japanese: true,
  streaming: true,
  images: true,
  batch: { minimumRecords: 100 },
} as const;

/** The models that MangaAssist knows. A new one is an entry here, and nothing else. */
export const modelCatalog: Readonly<Record<ModelKey, ModelDescription>> = {
  'claude-3-sonnet': {
    kind: 'chat',
    bedrockId: 'anthropic.claude-3-sonnet-20240229-v1:0',
    profiles: ['us', 'eu', 'apac'],
    price: { regional: { input: 3, output: 15, source: referenceDesign, asOf: '2026-11-01' } },
    maxOutputTokens: 4096,
    contextTokens: 200_000,
    temperature: 0.3,
    timeoutMs: 25_000,
    lifecycle: { state: 'end-of-life', endOfLife: '2026-07-30', source: lifecyclePage, asOf: '2026-09-07' },
    successor: 'claude-sonnet-4-5',
    can: { ...claude, promptCaching: false },
  },
  'claude-3-haiku': {
    kind: 'chat',
    bedrockId: 'anthropic.claude-3-haiku-20240307-v1:0',
    profiles: ['us', 'eu', 'apac'],
    price: { regional: { input: 0.25, output: 1.25, source: referenceDesign, asOf: '2026-11-01' } },
    maxOutputTokens: 2048,
    contextTokens: 200_000,
    temperature: 0.2,
    timeoutMs: 10_000,
    lifecycle: {
      state: 'end-of-life',
      endOfLife: '2026-09-10',
      source: card('anthropic-claude-3-haiku'),
      asOf: '2026-09-07',
    },
    successor: 'claude-haiku-4-5',
    can: { ...claude, promptCaching: false },
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
        source: priceList,
        asOf: '2026-08-30',
      },
      global: {
        input: 1,
        output: 5,
        cacheRead: 0.1,
        cacheWrite: 1.25,
        source: priceList,
        asOf: '2026-08-30',
      },
    },
    maxOutputTokens: 2048,
    contextTokens: 200_000,
    temperature: 0.2,
    timeoutMs: 10_000,
    lifecycle: {
      state: 'active',
      notBefore: '2026-10-01',
      source: card('anthropic-claude-haiku-4-5'),
      asOf: '2026-09-07',
    },
    can: { ...claude, promptCaching: { minimumTokens: 4096 } },
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
        source: priceList,
        asOf: '2026-08-30',
      },
      global: {
        input: 3,
        output: 15,
        cacheRead: 0.3,
        cacheWrite: 3.75,
        source: priceList,
        asOf: '2026-08-30',
      },
    },
    maxOutputTokens: 4096,
    contextTokens: 200_000,
    temperature: 0.3,
    timeoutMs: 25_000,
    lifecycle: {
      state: 'active',
      notBefore: '2026-09-29',
      source: card('anthropic-claude-sonnet-4-5'),
      asOf: '2026-09-07',
    },
    can: { ...claude, promptCaching: { minimumTokens: 1024 } },
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
        source: priceList,
        asOf: '2026-09-14',
      },
      global: {
        input: 3,
        output: 15,
        cacheRead: 0.3,
        cacheWrite: 3.75,
        source: priceList,
        asOf: '2026-09-14',
      },
    },
    maxOutputTokens: 4096,
    contextTokens: 1_000_000,
    temperature: 0.3,
    timeoutMs: 25_000,
    lifecycle: { state: 'active', source: card('anthropic-claude-sonnet-4-6'), asOf: '2026-09-14' },
    can: { ...claude, promptCaching: { minimumTokens: 1024 } },
  },
  'titan-embed-text-v2': {
    kind: 'embedding',
    bedrockId: 'amazon.titan-embed-text-v2:0',
    profiles: [],
    regions: [
      'us-east-1',
      'us-east-2',
      'us-west-2',
      'ca-central-1',
      'eu-central-1',
      'eu-central-2',
      'eu-north-1',
      'eu-south-1',
      'eu-south-2',
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
      'ap-northeast-1',
      'ap-northeast-2',
      'ap-northeast-3',
      'ap-south-1',
      'ap-south-2',
      'ap-southeast-2',
      'sa-east-1',
    ],
    price: { regional: { input: 0.02, output: 0, source: pricingPage, asOf: '2026-11-01' } },
    maxOutputTokens: 0,
    contextTokens: 8192,
    temperature: 0,
    timeoutMs: 2_000,
    lifecycle: { state: 'active', source: card('amazon-titan-text-embeddings-v2'), asOf: '2026-09-14' },
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
