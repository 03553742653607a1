import type { InvocationOutcome } from '../lambda-host/invocation';

/** What becomes of a batch: these messages are deleted and the others stay, or the whole batch failed. */
export type BatchOutcome =
  | { readonly kind: 'processed'; readonly deleted: readonly string[] }
  | { readonly kind: 'failed'; readonly reason: string };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const unreadable = (reason: string): BatchOutcome => ({ kind: 'failed', reason });

/**
 * Reads a function's answer as an event source mapping with `ReportBatchItemFailures` does: nothing, null, or no
 * failures is complete success; an answer that cannot be understood, or an id that is not in the batch, complete failure
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting).
 */
export const batchOutcome = (outcome: InvocationOutcome, messageIds: readonly string[]): BatchOutcome => {
  if (!outcome.ok) return unreadable(`${outcome.error.errorType}: ${outcome.error.errorMessage}`);
  const answer = parseJson(outcome.payload);
  if (answer === undefined) return unreadable('the answer is not JSON');
  if (answer === null || answer === '') return { kind: 'processed', deleted: messageIds };
  if (!isRecord(answer)) return unreadable('the answer is not an object');
  const failures = answer['batchItemFailures'] ?? [];
  if (!Array.isArray(failures)) return unreadable('batchItemFailures is not a list');
  const ids = failures.map((failure: unknown) => (isRecord(failure) ? failure['itemIdentifier'] : undefined));
  if (ids.some((id) => typeof id !== 'string' || !messageIds.includes(id)))
    return unreadable('batchItemFailures names a message that is not in the batch');
  return { kind: 'processed', deleted: messageIds.filter((id) => !ids.includes(id)) };
};

const parseJson = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
};
