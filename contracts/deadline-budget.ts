/** The stages of one request, in order. */
export const stages = [
  'client-network',
  'gateway-network',
  'session',
  'prompt',
  'cache',
  'model',
  'store',
  'serialise',
  'return',
] as const;

export type Stage = (typeof stages)[number];

/** Milliseconds that each stage may take: the reference design's budget of three seconds. For a stream they hold for the first token. */
export const stageBudgetMs = {
  'client-network': 50,
  'gateway-network': 50,
  session: 100,
  prompt: 50,
  cache: 20,
  model: 2330,
  store: 150,
  serialise: 50,
  return: 200,
} as const satisfies Readonly<Record<Stage, number>>;

/** Their sum, which is also the default of `sync_timeout_ms`. */
export const requestBudgetMs = 3000;
