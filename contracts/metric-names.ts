/** Namespace of every metric. */
export const metricNamespace = 'MangaAssist';

/**
 * Dimension that every metric has, alone: what alarms read. A metric with further dimensions (`Model`, `Stage`, …)
 * is there twice, once with `Environment` alone and once with all of them.
 */
export const environmentDimension = 'Environment';

/** Metric names and units: what the runtime emits in EMF, and what alarms and dashboards read. */
export const metrics = {
  requests: { name: 'Requests', unit: 'Count' },
  failures: { name: 'Failures', unit: 'Count' },
  sheds: { name: 'Sheds', unit: 'Count' },
  deadlineExceeded: { name: 'DeadlineExceeded', unit: 'Count' },
  stageDuration: { name: 'StageDuration', unit: 'Milliseconds' },
  stageOverrun: { name: 'StageOverrun', unit: 'Count' },
  timeToFirstToken: { name: 'TimeToFirstToken', unit: 'Milliseconds' },
  cacheHits: { name: 'CacheHits', unit: 'Count' },
  cacheMisses: { name: 'CacheMisses', unit: 'Count' },
  cacheFailures: { name: 'CacheFailures', unit: 'Count' },
  inputTokens: { name: 'InputTokens', unit: 'Count' },
  outputTokens: { name: 'OutputTokens', unit: 'Count' },
  costUsd: { name: 'CostUsd', unit: 'None' },
  failovers: { name: 'Failovers', unit: 'Count' },
  regionsOpen: { name: 'RegionsOpen', unit: 'Count' },
  allRegionsOpen: { name: 'AllRegionsOpen', unit: 'Count' },
  quarantines: { name: 'Quarantines', unit: 'Count' },
  modelNearEndOfLife: { name: 'ModelNearEndOfLife', unit: 'Count' },
  tokenEstimateRatio: { name: 'TokenEstimateRatio', unit: 'None' },
  suspiciousMessages: { name: 'SuspiciousMessages', unit: 'Count' },
  budgetFallbacks: { name: 'BudgetFallbacks', unit: 'Count' },
  retrievalFailures: { name: 'RetrievalFailures', unit: 'Count' },
  itemsEnriched: { name: 'ItemsEnriched', unit: 'Count' },
  jobsParked: { name: 'JobsParked', unit: 'Count' },
  jobsReturned: { name: 'JobsReturned', unit: 'Count' },
  jobsDone: { name: 'JobsDone', unit: 'Count' },
} as const satisfies Record<string, { name: string; unit: 'Count' | 'Milliseconds' | 'None' }>;

export type MetricKey = keyof typeof metrics;
