import { createHash } from 'node:crypto';
import type { HeadItem } from './session-items';

/** Request ids that a head remembers; a repeat of an older one is taken for a new message. About 3 KB. */
export const maxRecentRequests = 250;

/** 48 bits: a hit is confirmed by the turn item, which holds the whole id. */
const digest = (requestId: string): string =>
  createHash('sha256').update(requestId).digest('base64url').slice(0, 8);

/** The head's digests after the next turn was asked with this request id. */
export const rememberRequest = (recent: readonly string[], requestId: string): string[] =>
  [...recent, digest(requestId)].slice(-maxRecentRequests);

/** The turn that was probably asked with this request id. */
export const findRequest = (head: HeadItem, requestId: string): number | undefined => {
  const position = head.recent.lastIndexOf(digest(requestId));
  return position < 0 ? undefined : head.lastTurn - (head.recent.length - 1 - position);
};
