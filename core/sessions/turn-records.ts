import { type HeadItem, type TurnItem, turnEntry } from './session-items';
import type { Pending } from './session-snapshot';
import type { SessionTurn, StoredAnswer } from './session-store';

export type AnsweredRecord = SessionTurn & { readonly answer: StoredAnswer };

const questionOf = ({ turn, requestId, message, language, askedAt }: SessionTurn | Pending | TurnItem) => ({
  turn,
  requestId,
  message,
  language,
  askedAt,
});

/** A question as readers see it, without the lease or the item's attributes. */
export const toUnanswered = (question: Pending | TurnItem): SessionTurn => questionOf(question);

export const toAnswered = (item: Pending | TurnItem): AnsweredRecord | undefined =>
  item.answer === undefined ? undefined : { ...questionOf(item), answer: item.answer };

export const toTurn = (item: Pending | TurnItem): SessionTurn => toAnswered(item) ?? toUnanswered(item);

/** An answer as items hold it. */
export const toItemAnswer = (answer: StoredAnswer) => ({
  ...answer,
  usage: { ...answer.usage },
  sources: [...answer.sources],
  degraded: [...answer.degraded],
});

/** The item of a turn; without an answer it only keeps the question and ends older leases. */
export const toTurnItem = (
  head: Pick<HeadItem, 'sessionId' | 'generation'>,
  question: SessionTurn | Pending,
  facts: { readonly fence: number; readonly expiresAt: number; readonly answer?: StoredAnswer },
): TurnItem => ({
  sessionId: head.sessionId,
  entry: turnEntry(head.generation, question.turn),
  ...questionOf(question),
  fence: facts.fence,
  expiresAt: facts.expiresAt,
  ...(facts.answer && { answer: toItemAnswer(facts.answer) }),
});

/** The turn that the head holds whole, as the item that it becomes. */
export const turnInHead = (head: HeadItem): TurnItem | undefined =>
  head.pending?.answer &&
  toTurnItem(head, head.pending, {
    fence: head.version,
    expiresAt: head.expiresAt,
    answer: head.pending.answer,
  });
