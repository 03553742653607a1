/** A limit of AWS for one account in one region, as documented or seen; an account may have others. */
export interface Quota {
  readonly value: number;
  readonly source: string;
  /** `documented`: on AWS's own page. `seen`: the value of some accounts; AWS publishes none that holds for all. */
  readonly kind: 'documented' | 'seen';
}

const guide = 'https://docs.aws.amazon.com';

export const quotas = {
  /** Requests a second over REST and WebSocket APIs and what is posted to sockets. */
  gatewayPerSecond: {
    value: 10_000,
    kind: 'documented',
    source: `${guide}/apigateway/latest/developerguide/limits.html`,
  },
  newSocketsPerSecond: {
    value: 500,
    kind: 'documented',
    source: `${guide}/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html`,
  },
  concurrentFunctions: {
    value: 1000,
    kind: 'documented',
    source: `${guide}/lambda/latest/dg/gettingstarted-limits.html`,
  },
  /** vCPU of tasks on demand; interruptible ones have a quota of their own. Raised by AWS as an account grows. */
  fargateCpus: {
    value: 6,
    kind: 'documented',
    source: `${guide}/AmazonECS/latest/developerguide/service-quotas.html`,
  },
  /** Units a second of one on-demand table. */
  tableWrites: {
    value: 40_000,
    kind: 'documented',
    source: `${guide}/amazondynamodb/latest/developerguide/ServiceQuotas.html`,
  },
  /** Tokens a minute of one model by its profiles in one region. Requests are no longer limited by their number. */
  modelTokensPerMinute: {
    value: 5_000_000,
    kind: 'seen',
    source: `${guide}/bedrock/latest/userguide/quotas-runtime.html`,
  },
} as const satisfies Record<string, Quota>;

/** What one token of an answer takes of the quota of Claude 3.7 and newer; one of the question takes 1. */
export const outputTokenWeight = 5;
export const outputTokenWeightSource = `${guide}/bedrock/latest/userguide/quotas-token-burndown.html`;
