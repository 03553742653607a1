/** A job that will not succeed however often it is tried. It is parked with this reason, in an admin's words. */
export class JobRefusedError extends Error {
  override readonly name = 'JobRefusedError';
  readonly retryable = false;
  /** Stable, for filters: `NOT_AN_IMAGE`. */
  readonly code: string;

  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
