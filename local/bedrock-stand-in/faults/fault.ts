import type { AwsErrorName } from '../aws-error';

export const faultKinds = [
  'down',
  'throttle',
  'error',
  'stall',
  'cut',
  'slow',
  'deny',
  'retired',
  'invalid-json',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** What a region does instead of answering. */
export interface Fault {
  readonly kind: FaultKind;
  /** Key, id or profile id; absent: every model. */
  readonly model?: string;
  /** From 0 to 1; absent: always. */
  readonly probability?: number;
  /** In a stream: after so many tokens of the answer. */
  readonly afterTokens?: number;
  /** Before whatever happens; for `slow`: what it is slow by. */
  readonly delayMs?: number;
  /** For `throttle` and `error`: the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
  /** For `error`: which one. */
  readonly error?: AwsErrorName;
  /** How many calls it strikes; absent: until it is cleared. */
  readonly times?: number;
}

/** By region; `*` is every region. */
export type Faults = Readonly<Record<string, readonly Fault[]>>;
