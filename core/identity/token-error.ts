import type { ErrorCode } from '../../contracts/error-codes';

/** The token is not accepted. `reason` is for operators; it holds nothing of the token. */
export class InvalidTokenError extends Error {
  override readonly name = 'InvalidTokenError';
  readonly code: ErrorCode = 'UNAUTHORIZED';
  readonly retryable = false;
  readonly reason: string;

  constructor(reason: string, options?: { readonly cause?: unknown }) {
    super('The token is not valid, or has expired', options);
    this.reason = reason;
  }
}

/** The issuer's keys cannot be read now: the token may be valid. */
export class IssuerUnavailableError extends Error {
  override readonly name = 'IssuerUnavailableError';
  readonly code: ErrorCode = 'INTERNAL';
  readonly retryable = true;

  constructor(issuer: string, options?: { readonly cause?: unknown }) {
    super(`The keys of ${issuer} cannot be read`, options);
  }
}
