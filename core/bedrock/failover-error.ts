import type { ModelKey } from '../../contracts/model-catalog';
import type { ErrorVerdict } from './error-verdict';
import { ModelCallError, type ModelCallErrorKind, type RegionFailure } from './model-call-error';

/** What is known when a call has failed. */
export interface FailedCall {
  readonly model: ModelKey;
  /** What each region said, in the order in which they were asked. */
  readonly failures: readonly RegionFailure[];
  /** Regions that were left alone because of what they said before. */
  readonly notAsked: readonly RegionFailure[];
  /** Regions that were not asked because of data residency or because they lack the model. */
  readonly excluded: readonly RegionFailure[];
  /** Of the last attempt; absent when there was none. */
  readonly verdict?: ErrorVerdict;
  /** Milliseconds until a region is worth asking again. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

const sayings = (failures: readonly RegionFailure[]): string =>
  failures.map(({ region, reason, message }) => `${region}: ${reason} (${message})`).join('; ');

const kindOf = ({ verdict, excluded, failures }: FailedCall): ModelCallErrorKind => {
  if (verdict?.reason === 'Aborted') return 'aborted';
  if (verdict?.reason === 'NoAnswerByDeadline') return 'deadline';
  if (verdict?.fault === 'caller') return 'rejected';
  const keptAtHome = excluded.some(({ reason }) => reason === 'DataResidency');
  const gaveUpEarly = verdict?.failover === 'no' && failures.length > 0;
  return keptAtHome && !gaveUpEarly ? 'residency' : 'unavailable';
};

const openings: Readonly<Record<ModelCallErrorKind, (model: ModelKey) => string>> = {
  aborted: (model) => `The caller of ${model} went away`,
  deadline: (model) => `${model} did not answer by the deadline`,
  rejected: (model) => `${model} does not accept this request`,
  residency: (model) => `Data residency leaves no region that answers for ${model}`,
  unavailable: (model) => `No region answers for ${model}`,
  'broken-stream': (model) => `The answer of ${model} broke off`,
};

/** The error that tells a caller what each region said, whose fault it is, and whether and when to try again. */
export const failoverError = (call: FailedCall, kind: ModelCallErrorKind = kindOf(call)): ModelCallError => {
  const failures = [...call.failures, ...call.notAsked, ...call.excluded];
  const retryable = call.verdict?.retryable ?? call.retryAfterMs !== undefined;
  const said = failures.length === 0 ? '' : `: ${sayings(failures)}`;
  return new ModelCallError(`${openings[kind](call.model)}${said}`, {
    kind,
    fault: call.verdict?.fault ?? call.notAsked[0]?.fault ?? 'configuration',
    retryable,
    failures,
    ...(retryable && call.retryAfterMs !== undefined && { retryAfterMs: call.retryAfterMs }),
    cause: call.cause,
  });
};
