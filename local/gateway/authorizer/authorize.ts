import type { ErrorCode } from '../../../contracts/error-codes';
import type { Now } from '../../../core/clock';
import type { InvocationOutcome } from '../../lambda-host/invocation';
import { allows } from './allows';
import { type AuthorizerVerdict, parseVerdict } from './parse-verdict';
import { createVerdictCache } from './verdict-cache';

/** Who calls, or why nobody may. */
export type Authorization =
  | {
      readonly ok: true;
      readonly context: Readonly<Record<string, string>>;
      /** Key of the usage plan by which the caller is counted. */
      readonly usageKey?: string;
    }
  | { readonly ok: false; readonly code: ErrorCode };

interface Dependencies {
  /** Calls the authorizer function. */
  readonly invoke: (event: unknown) => Promise<InvocationOutcome>;
  readonly now: Now;
  readonly cacheSeconds: number;
  readonly log: (line: string) => void;
}

type Decision = AuthorizerVerdict | ErrorCode;

/** What the function decided. Its error "Unauthorized" is a 401, as in API Gateway; any other is our fault. */
const decisionOf = (outcome: InvocationOutcome, log: (line: string) => void): Decision => {
  if (!outcome.ok) {
    if (outcome.error.errorMessage === 'Unauthorized') return 'UNAUTHORIZED';
    log(`the authorizer failed: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
    return 'INTERNAL';
  }
  const verdict = parseVerdict(JSON.parse(outcome.payload));
  if (verdict.ok) return verdict.value;
  log(`the authorizer's answer is not valid: ${JSON.stringify(verdict.details)}`);
  return 'INTERNAL';
};

const authorizationOf = (decision: Decision, methodArn: string): Authorization => {
  if (typeof decision === 'string') return { ok: false, code: decision };
  if (!allows(decision.policyDocument.Statement, methodArn)) return { ok: false, code: 'UNAUTHORIZED' };
  const context = Object.entries(decision.context ?? {}).map(([name, value]) => [name, String(value)]);
  return {
    ok: true,
    context: { ...Object.fromEntries(context), principalId: decision.principalId },
    ...(decision.usageIdentifierKey === undefined ? {} : { usageKey: decision.usageIdentifierKey }),
  };
};

/**
 * Asks the authorizer function, and keeps its verdict for a token as API Gateway does: for every method, also when the
 * policy that came with it covers one alone. Errors are not kept. Without a key nothing is.
 */
export const createAuthorize = ({ invoke, now, cacheSeconds, log }: Dependencies) => {
  const cache = createVerdictCache(cacheSeconds, now);

  const decide = async (event: unknown, key: string | undefined): Promise<Decision> => {
    const cached = key === undefined ? undefined : cache.get(key);
    if (cached !== undefined) return cached;
    const decision = decisionOf(await invoke(event), log);
    if (key !== undefined && typeof decision !== 'string') cache.set(key, decision);
    return decision;
  };

  return async (event: { readonly methodArn: string }, key?: string): Promise<Authorization> =>
    authorizationOf(await decide(event, key), event.methodArn);
};

export type Authorize = ReturnType<typeof createAuthorize>;
