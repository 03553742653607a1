import type { HeadItem, TurnItem } from './session-items';

/** What was read of a session. */
export interface SessionSnapshot {
  readonly head?: HeadItem;
  /** The last turns of the head's generation that are not expired, newest first. */
  readonly turns: readonly TurnItem[];
  /** Earlier turns that were asked for by number, and what was found. */
  readonly lookedUp?: ReadonlyMap<number, TurnItem | undefined>;
}

export type Pending = NonNullable<HeadItem['pending']>;

/** Whether the session exists for its readers at this time, epoch milliseconds. */
export const isAlive = (head: HeadItem | undefined, now: number): head is HeadItem =>
  head !== undefined && head.cleared !== true && head.expiresAt * 1000 > now;

export const findTurn = ({ turns, lookedUp }: SessionSnapshot, turn: number): TurnItem | undefined =>
  turns.find((item) => item.turn === turn) ?? lookedUp?.get(turn);

/** The question that has no answer yet; the head alone cannot tell. */
export const openQuestion = (snapshot: SessionSnapshot): Pending | undefined => {
  const pending = snapshot.head?.pending;
  return pending && findTurn(snapshot, pending.turn)?.answer === undefined ? pending : undefined;
};
