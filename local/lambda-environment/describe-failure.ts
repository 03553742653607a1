import type { FunctionError } from './messages';

/** What Lambda's Node.js runtime answers for something that a handler threw. */
export const describeFailure = (thrown: unknown): FunctionError =>
  thrown instanceof Error
    ? {
        errorType: thrown.name,
        errorMessage: thrown.message,
        trace: (thrown.stack ?? '').split('\n'),
      }
    : { errorType: typeof thrown, errorMessage: String(thrown) };
