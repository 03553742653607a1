import { AttemptStopped, type StopCause } from './attempt';
import { type ErrorFacts, errorFacts } from './error-facts';
import { type ErrorVerdict, type RulingKey, rulings } from './error-verdict';
import { WireError, type WireFailure } from './wire-error';

/** By the name that AWS gives: https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html */
const byName: Readonly<Record<string, RulingKey>> = {
  ServiceUnavailableException: 'outage',
  ServiceUnavailable: 'outage',
  InternalServerException: 'outage',
  InternalFailure: 'outage',
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  ModelNotReadyException: 'throttled',
  ServiceQuotaExceededException: 'throttled',
  ModelTimeoutException: 'modelTrouble',
  ModelErrorException: 'modelTrouble',
  ModelStreamErrorException: 'modelTrouble',
  AccessDeniedException: 'misconfigured',
  NotAuthorized: 'misconfigured',
  ResourceNotFoundException: 'misconfigured',
  ValidationException: 'badRequest',
  CredentialsProviderError: 'credentials',
  TokenProviderError: 'credentials',
  ExpiredTokenException: 'credentials',
  ExpiredToken: 'credentials',
  RequestExpired: 'credentials',
  RequestTimeTooSkewed: 'credentials',
  UnrecognizedClientException: 'credentials',
  InvalidClientTokenId: 'credentials',
  InvalidSignatureException: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  IncompleteSignature: 'credentials',
  IncompleteSignatureException: 'credentials',
  MissingAuthenticationToken: 'credentials',
  MissingAuthenticationTokenException: 'credentials',
};

/** `ValidationException`s that are about the model that we named, not about what the caller sent. */
const aboutOurModel = [
  /provided model identifier is invalid/i,
  /on-demand throughput isn.t supported/i,
  /reached the end of its life/i,
  /^operation not allowed/i,
];

/** `AccessDeniedException`s that are about who we are, not about what we may do. */
const aboutOurCredentials = [/authentication failed/i, /api key/i, /security token/i];

const byFailure: Readonly<Record<WireFailure, RulingKey>> = {
  StreamCut: 'modelTrouble',
  UnreadableReply: 'modelTrouble',
  NoCredentials: 'credentials',
};

const byStop: Readonly<Record<StopCause, { readonly ruling: RulingKey; readonly reason: string }>> = {
  caller: { ruling: 'callerGone', reason: 'Aborted' },
  deadline: { ruling: 'noAnswerInTime', reason: 'NoAnswerByDeadline' },
  share: { ruling: 'noAnswerInTime', reason: 'NoAnswerInTime' },
  timeout: { ruling: 'noAnswerInTime', reason: 'ModelTimeLimit' },
  connection: { ruling: 'poolBusy', reason: 'PoolBusy' },
  credentials: { ruling: 'credentials', reason: 'NoCredentialsInTime' },
  idle: { ruling: 'modelTrouble', reason: 'StreamIdle' },
};

const byStatus = (status: number): RulingKey => {
  if (status >= 500) return 'outage';
  if (status === 429) return 'throttled';
  if (status === 408 || status === 424) return 'modelTrouble';
  if (status === 401) return 'credentials';
  if (status === 403 || status === 404) return 'misconfigured';
  return 'badRequest';
};

const rulingOf = (facts: ErrorFacts): RulingKey => {
  const named = Object.hasOwn(byName, facts.name) ? byName[facts.name] : undefined;
  const says = (patterns: readonly RegExp[]): boolean =>
    patterns.some((pattern) => pattern.test(facts.message));
  if (facts.name === 'ValidationException' && says(aboutOurModel)) return 'misconfigured';
  if (facts.name === 'AccessDeniedException' && says(aboutOurCredentials)) return 'credentials';
  if (named !== undefined) return named;
  if (facts.status !== undefined && facts.status >= 400) return byStatus(facts.status);
  // Without an answer: the network, as long as Node has a code for it; without either it is a mistake of our own.
  return facts.code !== undefined || facts.name === 'TimeoutError' ? 'outage' : 'ownBug';
};

const reasonOf = ({ name, code }: ErrorFacts): string => {
  if (name === 'TimeoutError') return code ?? 'ConnectTimeout';
  return name === 'Error' ? (code ?? name) : name;
};

/** AWS quotes the caller's text in some messages: what is quoted goes, and the rest is short. */
const operatorMessage = (message: string): string =>
  message.replace(/"[^"]*"|'[^']*'|\[[^\]]*\]|\{[^}]*\}/g, '…').slice(0, 200);

/**
 * What an error means: whose fault it is, what it says about health, whether another region is asked.
 * Pure; `nowMs` (epoch milliseconds) is for a `Retry-After` that is a date. An abort is judged by its
 * {@link AttemptStopped} reason, so pass that rather than the SDK's `AbortError`.
 */
export const classifyError = (error: unknown, nowMs: number): ErrorVerdict => {
  if (error instanceof AttemptStopped) {
    const { ruling, reason } = byStop[error.stopCause];
    return { ...rulings[ruling], reason, message: error.message };
  }
  if (error instanceof WireError) {
    return { ...rulings[byFailure[error.failure]], reason: error.failure, message: error.message };
  }
  const facts = errorFacts(error, nowMs);
  return {
    ...rulings[rulingOf(facts)],
    reason: reasonOf(facts),
    message: operatorMessage(facts.message),
    ...(facts.retryAfterMs !== undefined && { retryAfterMs: facts.retryAfterMs }),
  };
};
