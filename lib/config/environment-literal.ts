import type { RuntimeConfig } from '../../contracts/runtime-config';

export type EnvironmentName = 'dev' | 'staging' | 'prod';

/** AWS services that may have an interface endpoint in the VPC; each is paid for by the hour and zone. */
export type EndpointService =
  | 'bedrock-runtime'
  | 'sqs'
  | 'sns'
  | 'ssm'
  | 'secretsmanager'
  | 'ecr.api'
  | 'ecr.dkr'
  | 'logs';

export interface NetworkLiteral {
  readonly cidr: string;
  /** Zone ids, not names: an account's `us-east-1a` is anywhere, and VPC links are not offered in every zone. */
  readonly zoneIds: readonly string[];
  readonly natGateways: number;
  readonly interfaceEndpoints: readonly EndpointService[];
}

export interface DataLiteral {
  /** Deletion protection, and resources that outlive their stack. */
  readonly protected: boolean;
  /** OpenSearch Compute Units; a minimum of 0 scales to zero after ten idle minutes. */
  readonly search: {
    readonly minimumOcu: number;
    readonly maximumOcu: number;
    readonly standbyReplicas: boolean;
  };
  /** Usage cap of the answer cache. */
  readonly cache: { readonly maximumGb: number; readonly maximumEcpuPerSecond: number };
  readonly uploadsExpireDays: number;
}

/** Fargate tasks of one service. `cpu` is in CPU units (1024 is one vCPU). */
export interface ServiceLiteral {
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly minimumTasks: number;
  readonly maximumTasks: number;
  /** Whether interruptible capacity, about 70 % cheaper, may be used. */
  readonly spot: boolean;
}

export interface ApiLiteral {
  /** Requests in five minutes from one address, and from one bearer token, before the firewall refuses more. */
  readonly firewall: { readonly requestsPerAddress: number; readonly requestsPerToken: number };
  /** Reserved for the socket bridge: one for each message in flight. Absent: the account's pool. */
  readonly bridgeConcurrency?: number;
  /** Absent: API Gateway's own addresses. The certificate is one of ACM in the environment's region. */
  readonly domain?: {
    readonly rest: string;
    readonly socket: string;
    readonly certificateArn: string;
  };
}

export interface ObservabilityLiteral {
  readonly logRetentionDays: 7 | 14 | 30 | 90 | 180 | 365;
  readonly logLevel: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  /** Who is told of alarms and budgets; absent: nobody until somebody subscribes to the topic. */
  readonly email?: string;
  /** US$ a month for the whole account, models included. */
  readonly monthlyBudgetUsd: number;
  /** Seconds that the oldest job may wait before operators are told. */
  readonly longestWait: { readonly enrichment: number; readonly deferred: number };
  /** Tokens of all models together, in one day. */
  readonly dailyTokens: number;
}

/** Time of day in Japan. */
export interface DailyTime {
  readonly hour: number;
  readonly minute: number;
}

/** All that differs between environments. No stack asks for an environment's name. */
export interface EnvironmentLiteral {
  readonly name: EnvironmentName;
  /** Absent: the account of the CLI's credentials. */
  readonly account?: string;
  readonly region: string;
  readonly network: NetworkLiteral;
  readonly data: DataLiteral;
  readonly orchestrator: ServiceLiteral;
  readonly deferredConsumer: ServiceLiteral;
  readonly api: ApiLiteral;
  readonly schedules: { readonly dailyEnrichment: DailyTime; readonly nightlyRecommendations: DailyTime };
  readonly observability: ObservabilityLiteral;
  /** First values of the operators' parameters. */
  readonly runtime: RuntimeConfig;
}
