import type { TokenUsage } from '../../contracts/chat-reply';
import type { Enrichment } from '../../contracts/enrichment';
import { checkReply, problemOf } from '../bedrock/ask-for-json';
import { property, stringProperty } from '../bedrock/json-value';
import { type ReadReply, readMessage } from '../bedrock/messages-reply';
import { WireError } from '../bedrock/wire-error';
import { validateEnrichment } from '../enrichment/validate-enrichment';
import { catalogIdOf } from './bulk-record';

/**
 * What a batch job says of one item. `fits`: an enrichment. `hopeless`: asking again would not help. `again`: another
 * request may do better: the reply did not fit, or the record failed.
 */
export type BulkResult = {
  readonly catalogId: string;
  /** What was paid for; none where the model was not reached. */
  readonly usage: TokenUsage;
} & (
  | { readonly kind: 'fits'; readonly enrichment: Enrichment }
  | { readonly kind: 'hopeless'; readonly code: 'UNFIT_REPLY' | 'MODEL_REJECTED'; readonly reason: string }
  | { readonly kind: 'again'; readonly reason: string }
);

const nothing: TokenUsage = { inputTokens: 0, outputTokens: 0 };

const ofError = (catalogId: string, error: unknown): BulkResult => {
  const code = property(error, 'errorCode');
  const reason = `${String(code)}: ${stringProperty(error, 'errorMessage') ?? 'no message'}`;
  return Number(code) === 400
    ? { catalogId, usage: nothing, kind: 'hopeless', code: 'MODEL_REJECTED', reason }
    : { catalogId, usage: nothing, kind: 'again', reason };
};

const ofReply = (catalogId: string, reply: ReadReply): BulkResult => {
  const { usage } = reply;
  if (reply.stopReason === 'refusal') {
    const reason = "The model's reply does not fit: it declined to answer";
    return { catalogId, usage, kind: 'hopeless', code: 'UNFIT_REPLY', reason };
  }
  const verdict = checkReply(reply, validateEnrichment);
  return verdict.ok
    ? { catalogId, usage, kind: 'fits', enrichment: verdict.value }
    : { catalogId, usage, kind: 'again', reason: problemOf(verdict.details) };
};

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** Reads a line of a batch job's output; undefined: it does not say of which item it is. */
export const readBulkResult = (line: string): BulkResult | undefined => {
  const record = parse(line);
  const recordId = stringProperty(record, 'recordId');
  if (recordId === undefined) return undefined;
  const catalogId = catalogIdOf(recordId);
  const error = property(record, 'error');
  if (error !== undefined && error !== null) return ofError(catalogId, error);
  try {
    return ofReply(catalogId, readMessage(property(record, 'modelOutput')));
  } catch (unreadable) {
    if (!(unreadable instanceof WireError)) throw unreadable;
    return { catalogId, usage: nothing, kind: 'again', reason: unreadable.message };
  }
};
