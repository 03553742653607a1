/** What may be logged of an error. */
export interface FailureDescription {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: FailureDescription;
}

/** Parsers quote what they could not read in their messages, and that may be a customer's text. */
const quotesItsInput = (error: Error): boolean => error instanceof SyntaxError;

const maxMessageLength = 500;
const maxCauses = 4;

const codeOf = (error: Error): string | undefined =>
  'code' in error && typeof error.code === 'string' ? error.code : undefined;

const frames = (error: Error): string | undefined =>
  error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
    .join('\n');

/** Name, message, code, stack and causes of what was thrown, without the text that a parser was given. */
export const describeFailure = (thrown: unknown, depth = 0): FailureDescription => {
  if (!(thrown instanceof Error)) return { name: 'NotAnError', message: typeof thrown };
  const code = codeOf(thrown);
  const stack = depth === 0 ? frames(thrown) : undefined;
  return {
    name: thrown.name,
    message: quotesItsInput(thrown) ? 'withheld' : thrown.message.slice(0, maxMessageLength),
    ...(code === undefined ? {} : { code }),
    ...(stack === undefined ? {} : { stack }),
    ...(thrown.cause === undefined || depth >= maxCauses
      ? {}
      : { cause: describeFailure(thrown.cause, depth + 1) }),
  };
};
