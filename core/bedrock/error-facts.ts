/** What an error of the SDK, of Node or of a proxy in between carries, read without trusting its shape. */
export interface ErrorFacts {
  readonly name: string;
  readonly message: string;
  /** Node's code: `ECONNREFUSED`. */
  readonly code?: string;
  /** HTTP status, when anybody answered. */
  readonly status?: number;
  readonly retryAfterMs?: number;
}

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** Seconds or an HTTP date, as RFC 9110 has it; anything else is as good as absent. */
const retryAfterMs = (header: string | undefined, nowMs: number): number | undefined => {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  const ms = header.trim() !== '' && Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
};

/** The SDK wraps what is no `Error` of its own realm, and keeps its text alone: `AWS SDK error wrapper for Error: read ECONNRESET`. */
const wrappedCode = /^AWS SDK error wrapper for .*?\b(E[A-Z_]{4,})\b/;

/** The code of the error or of what caused it. */
const codeOf = (error: unknown): string | undefined => {
  for (let current = error, depth = 0; depth < 4 && current !== undefined; depth += 1) {
    const code = textOf(field(current, 'code'));
    if (code !== undefined) return code;
    current = field(current, 'cause');
  }
  return wrappedCode.exec(textOf(field(error, 'message')) ?? '')?.[1];
};

/** Reads the facts of anything that was thrown. `nowMs`: for a `Retry-After` that is a date. */
export const errorFacts = (error: unknown, nowMs: number): ErrorFacts => {
  const response = field(error, '$response');
  const code = codeOf(error);
  const status =
    numberOf(field(field(error, '$metadata'), 'httpStatusCode')) ?? numberOf(field(response, 'statusCode'));
  const wait = retryAfterMs(textOf(field(field(response, 'headers'), 'retry-after')), nowMs);
  return {
    name: textOf(field(error, 'name')) ?? 'NotAnError',
    message: textOf(field(error, 'message')) ?? 'something that is not an error was thrown',
    ...(code !== undefined && { code }),
    ...(status !== undefined && { status }),
    ...(wait !== undefined && { retryAfterMs: wait }),
  };
};
