/** Who has to act on a failed call. */
export type Fault = 'caller' | 'model' | 'region' | 'configuration';

export interface RegionFailure {
  readonly region: string;
  readonly fault: Fault;
  /** Name of the AWS error, or what happened: `ThrottlingException`, `ConnectTimeout`. */
  readonly reason: string;
  readonly message: string;
}

/** What a caller can tell apart. `aborted`: the caller went away; `deadline`: the time was up. */
export type ModelCallErrorKind =
  | 'rejected'
  | 'unavailable'
  | 'deadline'
  | 'aborted'
  | 'broken-stream'
  | 'residency';

/** A call that no region answered, or a stream that broke. */
export class ModelCallError extends Error {
  override readonly name = 'ModelCallError';
  readonly kind: ModelCallErrorKind;
  readonly fault: Fault;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** Earliest time worth trying again, in milliseconds from now. */
  readonly retryAfterMs: number | undefined;
  /** What each region said, in the order in which they were asked. */
  readonly failures: readonly RegionFailure[];

  constructor(
    message: string,
    facts: {
      readonly kind: ModelCallErrorKind;
      readonly fault: Fault;
      readonly retryable: boolean;
      readonly retryAfterMs?: number;
      readonly failures?: readonly RegionFailure[];
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: facts.cause });
    this.kind = facts.kind;
    this.fault = facts.fault;
    this.retryable = facts.retryable;
    this.retryAfterMs = facts.retryAfterMs;
    this.failures = facts.failures ?? [];
  }
}
