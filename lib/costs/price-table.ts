/** A list price of us-east-1, without discounts and free allowances. */
export interface ListPrice {
  readonly usd: number;
  readonly per: string;
  readonly source: string;
  /** Month in which the price was last seen published, ISO 8601. */
  readonly asOf: string;
}

const page = (service: string): string => `https://aws.amazon.com/${service}/pricing/`;

/** What things cost, one line each. */
export const prices = {
  natGatewayHour: { usd: 0.045, per: 'hour', source: page('vpc'), asOf: '2026-06' },
  natGatewayGb: { usd: 0.045, per: 'GB', source: page('vpc'), asOf: '2026-06' },
  publicAddressHour: { usd: 0.005, per: 'hour', source: page('vpc'), asOf: '2025-06' },
  interfaceEndpointHour: { usd: 0.01, per: 'hour and zone', source: page('privatelink'), asOf: '2026-06' },
  interfaceEndpointGb: { usd: 0.01, per: 'GB', source: page('privatelink'), asOf: '2025-06' },
  loadBalancerHour: { usd: 0.0225, per: 'hour', source: page('elasticloadbalancing'), asOf: '2025-06' },
  loadBalancerUnitHour: {
    usd: 0.008,
    per: 'LCU-hour',
    source: page('elasticloadbalancing'),
    asOf: '2025-06',
  },
  fargateCpuHour: { usd: 0.03238, per: 'vCPU-hour, arm64', source: page('fargate'), asOf: '2026-03' },
  fargateGbHour: { usd: 0.00356, per: 'GB-hour, arm64', source: page('fargate'), asOf: '2026-03' },
  searchUnitHour: { usd: 0.24, per: 'OCU-hour', source: page('opensearch-service'), asOf: '2025-06' },
  cacheGbHour: { usd: 0.084, per: 'GB-hour, Valkey', source: page('elasticache'), asOf: '2026-06' },
  cacheMillionUnits: { usd: 0.0023, per: 'million ECPU', source: page('elasticache'), asOf: '2026-06' },
  tableMillionWrites: { usd: 0.625, per: 'million write units', source: page('dynamodb'), asOf: '2025-06' },
  tableMillionReads: { usd: 0.125, per: 'million read units', source: page('dynamodb'), asOf: '2025-06' },
  tableGbMonth: {
    usd: 0.45,
    per: 'GB-month, with point-in-time recovery',
    source: page('dynamodb'),
    asOf: '2025-06',
  },
  functionGbSecond: { usd: 0.0000133334, per: 'GB-second, arm64', source: page('lambda'), asOf: '2025-06' },
  functionMillionCalls: { usd: 0.2, per: 'million calls', source: page('lambda'), asOf: '2025-06' },
  restMillionCalls: { usd: 3.5, per: 'million calls', source: page('api-gateway'), asOf: '2025-06' },
  socketMillionMessages: { usd: 1, per: 'million messages', source: page('api-gateway'), asOf: '2025-06' },
  socketMillionMinutes: {
    usd: 0.25,
    per: 'million connection-minutes',
    source: page('api-gateway'),
    asOf: '2025-06',
  },
  firewallMonth: { usd: 5, per: 'web ACL and month', source: page('waf'), asOf: '2025-06' },
  firewallRuleMonth: { usd: 1, per: 'rule and month', source: page('waf'), asOf: '2025-06' },
  firewallMillionCalls: { usd: 0.6, per: 'million calls', source: page('waf'), asOf: '2025-06' },
  logGb: { usd: 0.5, per: 'GB written', source: page('cloudwatch'), asOf: '2025-06' },
  metricMonth: { usd: 0.3, per: 'metric and month', source: page('cloudwatch'), asOf: '2025-06' },
  alarmMetricMonth: {
    usd: 0.1,
    per: 'metric in an alarm and month',
    source: page('cloudwatch'),
    asOf: '2025-06',
  },
  dashboardMonth: { usd: 3, per: 'dashboard and month', source: page('cloudwatch'), asOf: '2025-06' },
  traceMillion: { usd: 5, per: 'million traces', source: page('xray'), asOf: '2025-06' },
  secretMonth: { usd: 0.4, per: 'secret and month', source: page('secrets-manager'), asOf: '2025-06' },
  dataOutGb: { usd: 0.09, per: 'GB to the internet', source: page('ec2/on-demand'), asOf: '2025-06' },
} as const satisfies Record<string, ListPrice>;

export type PriceKey = keyof typeof prices;

/** What interruptible Fargate capacity costs of the list price; it varies, and AWS promises "up to 70 %" less. */
export const spotShare = 0.32;

export const hoursPerMonth = 730;
export const daysPerMonth = 30.4;
