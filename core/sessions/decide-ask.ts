import { findRequest } from './recent-requests';
import type { HeadItem, TurnItem } from './session-items';
import { findTurn, isAlive, openQuestion, type Pending, type SessionSnapshot } from './session-snapshot';
import type { Question } from './session-store';

export type AskDecision =
  | { readonly kind: 'not-found' }
  /** There is no session yet, or the one of this id is gone. */
  | { readonly kind: 'start'; readonly gone?: HeadItem }
  | { readonly kind: 'reused' }
  | { readonly kind: 'answered'; readonly item: TurnItem }
  | LookUp
  | Wait
  /** This caller has the lease: the reply to its write was lost. */
  | { readonly kind: 'held'; readonly head: HeadItem; readonly pending: Pending }
  | TakeTurn;

/** The turn has to be read before anything can be decided. */
export interface LookUp {
  readonly kind: 'look-up';
  readonly turn: number;
}

/** Somebody is answering; their lease ends then, epoch milliseconds. */
export interface Wait {
  readonly kind: 'wait';
  readonly until: number;
}

export interface TakeTurn {
  readonly kind: 'take';
  readonly head: HeadItem;
  readonly turn: number;
  /** When it was asked first, epoch milliseconds; absent for a new turn. */
  readonly askedAt?: number;
  /** An unanswered question whose lease is over: to be stored as such before anything else. */
  readonly overtaken?: Pending;
}

/** The first of these turns that is too old for what was read, and was not looked up either. */
const findUnread = (
  { turns, lookedUp }: SessionSnapshot,
  wanted: readonly (number | undefined)[],
): number | undefined => {
  const oldest = turns.at(-1)?.turn ?? 0;
  return wanted.find((turn) => turn !== undefined && turn < oldest && lookedUp?.has(turn) !== true);
};

/** The turn that the same request id asked before; a digest may be shared, the id itself not. */
const findEarlier = (
  snapshot: SessionSnapshot,
  turn: number | undefined,
  requestId: string,
): TurnItem | Pending | undefined => {
  if (turn === undefined) return undefined;
  const pending = snapshot.head?.pending;
  const earlier = findTurn(snapshot, turn) ?? (pending?.turn === turn ? pending : undefined);
  return earlier?.requestId === requestId ? earlier : undefined;
};

/** What is to be done with a question of `holder` (an id of this one call), given what was read at `now`. */
export const decideAsk = (
  snapshot: SessionSnapshot,
  question: Question,
  holder: string,
  now: number,
): AskDecision => {
  const { head } = snapshot;
  if (head !== undefined && head.owner !== question.principalId) return { kind: 'not-found' };
  if (!isAlive(head, now)) {
    if (question.sessionId !== undefined) return { kind: 'not-found' };
    return head === undefined ? { kind: 'start' } : { kind: 'start', gone: head };
  }

  const repeated = findRequest(head, question.requestId);
  const unread = findUnread(snapshot, [head.pending?.turn, repeated]);
  if (unread !== undefined) return { kind: 'look-up', turn: unread };

  const earlier = findEarlier(snapshot, repeated, question.requestId);
  if (earlier !== undefined && earlier.message !== question.message) return { kind: 'reused' };
  const answered = earlier && findTurn(snapshot, earlier.turn);
  if (answered?.answer !== undefined) return { kind: 'answered', item: answered };

  const open = openQuestion(snapshot);
  if (open?.holder === holder) return { kind: 'held', head, pending: open };
  if (open !== undefined && open.leaseUntil > now) return { kind: 'wait', until: open.leaseUntil };
  return {
    kind: 'take',
    head,
    turn: earlier?.turn ?? head.lastTurn + 1,
    ...(earlier && { askedAt: earlier.askedAt }),
    ...(open && { overtaken: open }),
  };
};
