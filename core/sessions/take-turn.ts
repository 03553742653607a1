import type { TakeTurn } from './decide-ask';
import { rememberRequest } from './recent-requests';
import { type HeadItem, headEntry } from './session-items';
import type { SessionReader } from './session-reader';
import type { Pending } from './session-snapshot';
import type { Question, StoredAnswer } from './session-store';
import type { SessionWriter } from './session-writer';
import { toItemAnswer, toTurnItem, turnInHead } from './turn-records';

/** Who asks what, and until when nobody else may answer it. Times are epoch milliseconds, `expiresAt` seconds. */
export interface Claim {
  readonly question: Question;
  readonly holder: string;
  readonly now: number;
  readonly leaseUntil: number;
  readonly expiresAt: number;
}

const pendingOf = ({ question, holder, leaseUntil }: Claim, turn: number, askedAt: number): Pending => ({
  turn,
  requestId: question.requestId,
  message: question.message,
  language: question.language,
  askedAt,
  holder,
  leaseUntil,
});

/** The head of a session whose first question this is. A generation is later than every one before it. */
export const startingHead = (sessionId: string, claim: Claim, gone?: HeadItem): HeadItem => ({
  sessionId,
  entry: headEntry,
  owner: claim.question.principalId,
  generation: Math.max(claim.now, (gone?.generation ?? 0) + 1),
  version: (gone?.version ?? 0) + 1,
  lastTurn: 1,
  recent: rememberRequest([], claim.question.requestId),
  pending: pendingOf(claim, 1, claim.now),
  expiresAt: claim.expiresAt,
});

/** The head of a session whose first question is answered already: nobody holds a lease. */
export const answeredHead = (
  sessionId: string,
  facts: Omit<Claim, 'holder' | 'leaseUntil'>,
  answer: StoredAnswer,
): HeadItem => {
  const claim = { ...facts, holder: 'nobody', leaseUntil: 0 };
  return {
    ...startingHead(sessionId, claim),
    pending: { ...pendingOf(claim, 1, claim.now), answer: toItemAnswer(answer) },
  };
};

const takingHead = ({ head, turn, askedAt }: TakeTurn, claim: Claim): HeadItem => ({
  ...head,
  version: head.version + 1,
  lastTurn: Math.max(head.lastTurn, turn),
  recent: askedAt === undefined ? rememberRequest(head.recent, claim.question.requestId) : head.recent,
  pending: pendingOf(claim, turn, askedAt ?? claim.now),
  expiresAt: claim.expiresAt,
});

/** The head after the turn was taken, or undefined: somebody else was faster, or the overtaken question is answered. */
export const takeTurn = async (
  { reader, writer }: { readonly reader: SessionReader; readonly writer: SessionWriter },
  decision: TakeTurn,
  claim: Claim,
): Promise<HeadItem | undefined> => {
  const next = takingHead(decision, claim);
  const inHead = turnInHead(decision.head);
  const kept =
    inHead ??
    (decision.overtaken &&
      toTurnItem(decision.head, decision.overtaken, { fence: next.version, expiresAt: claim.expiresAt }));
  const isKept = kept !== undefined && (await writer.putTurn(kept));
  // An answer that was in the head may have been moved before; an overtaken question that has an item was answered.
  if (kept !== undefined && !isKept && inHead === undefined) return undefined;
  if (await writer.replaceHead(next, decision.head)) return next;
  // Cleared in between: what was kept belongs to nobody.
  if (kept !== undefined && (await reader.readHead(next.sessionId))?.generation !== next.generation)
    await writer.deleteKept(kept);
  return undefined;
};
