/**
 * Every error code that a caller can receive: its HTTP status, and whether the same request may succeed later.
 * `details` on a body names fields; messages are in the caller's terms and never echo the caller's text.
 */
export const errorCodes = {
  INVALID_REQUEST: { status: 400, retryable: false },
  INVALID_ENCODING: { status: 400, retryable: false },
  UNAUTHORIZED: { status: 401, retryable: false },
  FORBIDDEN: { status: 403, retryable: false },
  NOT_FOUND: { status: 404, retryable: false },
  SESSION_NOT_FOUND: { status: 404, retryable: false },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false },
  /** The request did not come in time. */
  REQUEST_TIMEOUT: { status: 408, retryable: true },
  REQUEST_ID_REUSED: { status: 409, retryable: false },
  /** Another message of the session is still being answered. */
  SESSION_BUSY: { status: 409, retryable: true },
  PAYLOAD_TOO_LARGE: { status: 413, retryable: false },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, retryable: false },
  MESSAGE_EMPTY: { status: 422, retryable: false },
  MESSAGE_TOO_LARGE: { status: 422, retryable: false },
  MESSAGE_NUL: { status: 422, retryable: false },
  MESSAGE_LONE_SURROGATE: { status: 422, retryable: false },
  MESSAGE_CONTROL_CHARACTERS: { status: 422, retryable: false },
  MESSAGE_INJECTION: { status: 422, retryable: false },
  RATE_LIMITED: { status: 429, retryable: true },
  HEADERS_TOO_LARGE: { status: 431, retryable: false },
  INTERNAL: { status: 500, retryable: true },
  MODEL_FAILED: { status: 502, retryable: true },
  OVERLOADED: { status: 503, retryable: true },
  MODEL_UNAVAILABLE: { status: 503, retryable: true },
  SHUTTING_DOWN: { status: 503, retryable: true },
  DEADLINE_EXCEEDED: { status: 504, retryable: true },
} as const satisfies Record<string, { status: number; retryable: boolean }>;

export type ErrorCode = keyof typeof errorCodes;

/** One field that is wrong. `field` is a path like `data.message`. */
export interface ErrorDetail {
  readonly field: string;
  readonly problem: string;
}

/** The body of every error reply on REST. */
export interface ErrorBody {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly requestId?: string;
  /** Seconds; also in the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
  readonly details?: readonly ErrorDetail[];
}
