/** Everything that is wrong with an environment's configuration, together: an operator mends it in one go. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly fault = 'configuration';
  readonly retryable = false;
  /** One sentence for each parameter that is wrong, naming it. */
  readonly problems: readonly string[];

  constructor(environment: string, problems: readonly string[], options?: { readonly cause?: unknown }) {
    super(`The configuration of ${environment} cannot be used:\n- ${problems.join('\n- ')}`, options);
    this.problems = problems;
  }
}
