/** The time of this run was up before the work began: nothing was done, and nothing was paid. */
export class NotStartedError extends Error {
  override readonly name = 'NotStartedError';
  readonly retryable = true;
}
