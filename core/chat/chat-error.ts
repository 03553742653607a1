import { type ErrorCode, type ErrorDetail, errorCodes } from '../../contracts/error-codes';

/** Why a request was not answered, as its caller will be told. The message is for operators. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  readonly code: ErrorCode;
  readonly details: readonly ErrorDetail[];
  /** Seconds after which it is worth trying again; absent when nobody knows. */
  readonly retryAfterSeconds: number | undefined;
  /** Whether the same request may succeed later: as the code says, unless more is known. */
  readonly retryable: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    facts: {
      readonly details?: readonly ErrorDetail[];
      readonly retryAfterSeconds?: number;
      readonly retryable?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: facts.cause });
    this.code = code;
    this.details = facts.details ?? [];
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.retryable = facts.retryable ?? errorCodes[code].retryable;
  }

  /** HTTP status. */
  get status(): number {
    return errorCodes[this.code].status;
  }
}
