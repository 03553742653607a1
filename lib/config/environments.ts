import { defaultRuntimeConfig } from '../../contracts/runtime-config';
import type { EndpointService, EnvironmentLiteral, EnvironmentName } from './environment-literal';

/** What the tasks talk to all day: see docs/decisions/0012-ways-out.md for what each saves. */
const everyEndpoint: readonly EndpointService[] = [
  'bedrock-runtime',
  'sqs',
  'sns',
  'ssm',
  'secretsmanager',
  'ecr.api',
  'ecr.dkr',
  'logs',
];

/** After the shop's quiet hours have begun. */
const nightShift = {
  dailyEnrichment: { hour: 1, minute: 30 },
  nightlyRecommendations: { hour: 3, minute: 0 },
} as const;

/** In seconds: a burst of imports drains in hours, a customer waits minutes. */
const patience = { enrichment: 6 * 3600, deferred: 900 } as const;

const dev: EnvironmentLiteral = {
  name: 'dev',
  region: 'us-east-1',
  network: {
    cidr: '10.60.0.0/20',
    zoneIds: ['use1-az2', 'use1-az4'],
    natGateways: 1,
    interfaceEndpoints: [],
  },
  data: {
    protected: false,
    search: { minimumOcu: 0, maximumOcu: 2, standbyReplicas: false },
    cache: { maximumGb: 1, maximumEcpuPerSecond: 1000 },
    uploadsExpireDays: 7,
  },
  orchestrator: { cpu: 256, memoryMiB: 512, minimumTasks: 1, maximumTasks: 2, spot: true },
  deferredConsumer: { cpu: 256, memoryMiB: 512, minimumTasks: 1, maximumTasks: 1, spot: true },
  api: { firewall: { requestsPerAddress: 3000, requestsPerToken: 3000 } },
  schedules: nightShift,
  observability: {
    longestWait: patience,
    logRetentionDays: 7,
    logLevel: 'DEBUG',
    monthlyBudgetUsd: 350,
    dailyTokens: 5_000_000,
  },
  runtime: {
    ...defaultRuntimeConfig,
    max_in_flight: 5,
    daily_budget_usd: 5,
    daily_enrichment_budget_usd: 2,
  },
};

const staging: EnvironmentLiteral = {
  name: 'staging',
  region: 'us-east-1',
  network: {
    cidr: '10.61.0.0/20',
    zoneIds: ['use1-az2', 'use1-az4'],
    natGateways: 1,
    interfaceEndpoints: everyEndpoint,
  },
  data: {
    protected: false,
    search: { minimumOcu: 0, maximumOcu: 4, standbyReplicas: true },
    cache: { maximumGb: 2, maximumEcpuPerSecond: 5000 },
    uploadsExpireDays: 14,
  },
  orchestrator: { cpu: 512, memoryMiB: 1024, minimumTasks: 2, maximumTasks: 4, spot: true },
  deferredConsumer: { cpu: 256, memoryMiB: 512, minimumTasks: 1, maximumTasks: 2, spot: true },
  api: { firewall: { requestsPerAddress: 3000, requestsPerToken: 3000 } },
  schedules: nightShift,
  observability: {
    longestWait: patience,
    logRetentionDays: 30,
    logLevel: 'INFO',
    monthlyBudgetUsd: 1100,
    dailyTokens: 20_000_000,
  },
  runtime: { ...defaultRuntimeConfig, daily_budget_usd: 20, daily_enrichment_budget_usd: 5 },
};

const prod: EnvironmentLiteral = {
  name: 'prod',
  region: 'us-east-1',
  network: {
    cidr: '10.62.0.0/20',
    zoneIds: ['use1-az2', 'use1-az4', 'use1-az6'],
    natGateways: 3,
    interfaceEndpoints: everyEndpoint,
  },
  data: {
    protected: true,
    search: { minimumOcu: 1, maximumOcu: 8, standbyReplicas: true },
    cache: { maximumGb: 5, maximumEcpuPerSecond: 15_000 },
    uploadsExpireDays: 90,
  },
  orchestrator: { cpu: 1024, memoryMiB: 2048, minimumTasks: 3, maximumTasks: 12, spot: false },
  deferredConsumer: { cpu: 512, memoryMiB: 1024, minimumTasks: 1, maximumTasks: 6, spot: true },
  api: {
    firewall: { requestsPerAddress: 3000, requestsPerToken: 3000 },
    bridgeConcurrency: 200,
  },
  schedules: nightShift,
  observability: {
    longestWait: patience,
    logRetentionDays: 90,
    logLevel: 'INFO',
    monthlyBudgetUsd: 210_000,
    dailyTokens: 2_500_000_000,
  },
  runtime: { ...defaultRuntimeConfig, daily_budget_usd: 6500, daily_enrichment_budget_usd: 100 },
};

export const environments: Readonly<Record<EnvironmentName, EnvironmentLiteral>> = { dev, staging, prod };

const isEnvironmentName = (name: string): name is EnvironmentName => Object.hasOwn(environments, name);

/** A name that is none of the environments'. */
export class UnknownEnvironmentError extends Error {
  override readonly name = 'UnknownEnvironmentError';
  constructor(asked: string) {
    super(`Unknown environment "${asked}": use one of ${Object.keys(environments).join(', ')} (-c env=dev).`);
  }
}

/** The environment called `name`; throws {@link UnknownEnvironmentError}, whose message lists the known ones. */
export const environmentNamed = (name: string): EnvironmentLiteral => {
  if (!isEnvironmentName(name)) throw new UnknownEnvironmentError(name);
  return environments[name];
};
