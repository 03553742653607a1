/** Everything that is wrong with an environment's configuration, together: an operator mends it in one go. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly fault = 'configuration';
  readonly retryable = false;
  /** One sentence for each parameter that is wrong, naming it. */
  readonly problems: readonly string[];

  /** What could be read all the same, for further checks. */
  readonly values: Readonly<Record<string, unknown>>;

  constructor(
    environment: string,
    problems: readonly string[],
    values: Readonly<Record<string, unknown>> = {},
  ) {
    super(`The configuration of ${environment} cannot be used:\n- ${problems.join('\n- ')}`);
    this.problems = problems;
    this.values = values;
  }
}
