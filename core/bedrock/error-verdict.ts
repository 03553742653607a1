import type { Fault } from './model-call-error';

/**
 * What a failure says about health. `region`: the region is in trouble; `region-suspect`, `model-suspect`: it counts, but
 * not on one request alone; `throttled`: this model in this region, for a while; `quarantine`: our configuration.
 */
export type HealthEffect =
  | 'none'
  | 'region'
  | 'region-suspect'
  | 'model-suspect'
  | 'throttled'
  | 'quarantine';

/** What follows from a failed attempt. */
export interface ErrorVerdict {
  readonly fault: Fault;
  /** Name of the AWS error, Node's code, or what happened. */
  readonly reason: string;
  /** For an operator: never what a customer wrote. */
  readonly message: string;
  readonly health: HealthEffect;
  /** Whether another region is asked now, while time remains; `once`: one more, and no third. */
  readonly failover: 'yes' | 'once' | 'no';
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
}

export type Ruling = Omit<ErrorVerdict, 'reason' | 'message' | 'retryAfterMs'>;

/** The rows of the error table. */
export const rulings = {
  outage: { fault: 'region', health: 'region', failover: 'yes', retryable: true },
  noAnswerInTime: { fault: 'region', health: 'region-suspect', failover: 'yes', retryable: true },
  throttled: { fault: 'model', health: 'throttled', failover: 'yes', retryable: true },
  modelTrouble: { fault: 'model', health: 'model-suspect', failover: 'yes', retryable: true },
  misconfigured: { fault: 'configuration', health: 'quarantine', failover: 'once', retryable: true },
  credentials: { fault: 'configuration', health: 'none', failover: 'no', retryable: true },
  poolBusy: { fault: 'configuration', health: 'none', failover: 'yes', retryable: true },
  badRequest: { fault: 'caller', health: 'none', failover: 'no', retryable: false },
  callerGone: { fault: 'caller', health: 'none', failover: 'no', retryable: false },
  ownBug: { fault: 'configuration', health: 'none', failover: 'no', retryable: false },
} as const satisfies Record<string, Ruling>;

export type RulingKey = keyof typeof rulings;
