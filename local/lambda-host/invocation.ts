import type { FunctionError } from '../lambda-environment/messages';

/** How an invocation ended: the handler's answer as JSON, or the error as Lambda reports it. */
export type InvocationOutcome =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly error: FunctionError };

/** Runs a function on one event (JSON). Never rejects: what goes wrong is in the outcome. */
export type Invoke = (event: string) => Promise<InvocationOutcome>;

export const failed = (errorType: string, errorMessage: string): InvocationOutcome => ({
  ok: false,
  error: { errorType, errorMessage },
});
