import type { ErrorCode } from '../../contracts/error-codes';

/** What a session store rejects with. Messages hold ids, never what a customer wrote. */
export class SessionError extends Error {
  override readonly name: string = 'SessionError';
  readonly code: ErrorCode;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;

  constructor(message: string, facts: { code: ErrorCode; retryable: boolean; cause?: unknown }) {
    super(message, { cause: facts.cause });
    this.code = facts.code;
    this.retryable = facts.retryable;
  }
}

/** There is no such session for this principal: unknown, cleared, expired, or another's. */
export class SessionNotFoundError extends SessionError {
  override readonly name = 'SessionNotFoundError';

  constructor(sessionId: string) {
    super(`Session ${sessionId} does not exist`, { code: 'SESSION_NOT_FOUND', retryable: false });
  }
}

/** Another message of the session was still being answered when the time to wait was up. */
export class SessionBusyError extends SessionError {
  override readonly name = 'SessionBusyError';

  constructor(sessionId: string) {
    super(`Another message of session ${sessionId} is being answered`, {
      code: 'SESSION_BUSY',
      retryable: true,
    });
  }
}

/** The request id was used in this session before, for another message. */
export class RequestIdReusedError extends SessionError {
  override readonly name = 'RequestIdReusedError';

  constructor(requestId: string) {
    super(`Request id ${requestId} was used for another message`, {
      code: 'REQUEST_ID_REUSED',
      retryable: false,
    });
  }
}

/** The answer came too late: the session was cleared, or somebody else may answer now. Asking again tells which. */
export class LeaseLostError extends SessionError {
  override readonly name = 'LeaseLostError';

  constructor(sessionId: string, turn: number) {
    super(`Turn ${turn} of session ${sessionId} is no longer this caller's to answer`, {
      code: 'SESSION_BUSY',
      retryable: true,
    });
  }
}

/** The table could not be read or written, or holds what this version cannot read (not retryable). */
export class SessionStoreError extends SessionError {
  override readonly name = 'SessionStoreError';

  constructor(message: string, facts: { retryable: boolean; cause?: unknown }) {
    super(message, { code: 'INTERNAL', ...facts });
  }
}
