/**
 * The DynamoDB tables: what the stacks create and what the local emulator creates.
 * All keys are strings; `timeToLive` names the attribute that holds the expiry in epoch seconds.
 */
export interface TableDescription {
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly timeToLive?: string;
  readonly indexes?: Readonly<
    Record<string, { partitionKey: string; sortKey: string; projection: 'ALL' | 'KEYS_ONLY' }>
  >;
}

export const tables = {
  /** A session: one head item, and one item for each pair of turns. */
  sessions: { partitionKey: 'sessionId', sortKey: 'entry', timeToLive: 'expiresAt' },
  /** Open sockets: principal and expiry. */
  connections: { partitionKey: 'connectionId', timeToLive: 'expiresAt' },
  /** The catalogue: raw item, enrichment, provenance. `needsEnrichment` is sparse: present only where there is work. */
  catalog: {
    partitionKey: 'catalogId',
    indexes: {
      byStatus: { partitionKey: 'status', sortKey: 'statusAt', projection: 'KEYS_ONLY' },
      needsEnrichment: { partitionKey: 'needsEnrichment', sortKey: 'demand', projection: 'ALL' },
      /** Enriched items by the prompt that enriched them: the partitions of older prompts hold what is out of date. */
      byPromptVersion: { partitionKey: 'promptVersion', sortKey: 'demand', projection: 'KEYS_ONLY' },
    },
  },
  /** Jobs that will not succeed as they are, with their reason. */
  parkedJobs: {
    partitionKey: 'jobId',
    timeToLive: 'expiresAt',
    indexes: { byKind: { partitionKey: 'kind', sortKey: 'parkedAt', projection: 'ALL' } },
  },
  /** The nearest neighbours of each item, each with a reason: written at night, read by the chat. */
  recommendations: { partitionKey: 'catalogId' },
  /** Results of deferred jobs. */
  results: { partitionKey: 'jobId', timeToLive: 'expiresAt' },
  /** Tokens and US$ by day, kind of work and model. */
  spend: { partitionKey: 'day', sortKey: 'entry', timeToLive: 'expiresAt' },
} as const satisfies Record<string, TableDescription>;

export type TableKey = keyof typeof tables;

/** The table's name in an environment: `manga-assist-dev-sessions`. */
export const tableName = (environment: string, key: TableKey): string =>
  `manga-assist-${environment}-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
