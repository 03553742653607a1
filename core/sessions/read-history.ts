import { SessionNotFoundError } from './session-error';
import type { SessionReader } from './session-reader';
import { isAlive } from './session-snapshot';
import type { SessionStore, SessionTurn } from './session-store';
import { toTurn } from './turn-records';

/** See `SessionStore.history`. */
export const createHistory =
  ({
    reader,
    now,
  }: {
    readonly reader: SessionReader;
    readonly now: () => number;
  }): SessionStore['history'] =>
  async (principalId, sessionId, { limit, before }) => {
    const head = await reader.readHead(sessionId);
    if (head?.owner !== principalId || !isAlive(head, now())) throw new SessionNotFoundError(sessionId);
    const end = Math.min(before ?? Number.POSITIVE_INFINITY, head.lastTurn + 1);
    const items = await reader.readTurnsBefore(head, end, limit + 1, () => true);
    const turns: SessionTurn[] = items.map(toTurn);
    // The question that was asked last may have no item yet; any other open one has.
    const { pending } = head;
    if (pending !== undefined && pending.turn === end - 1 && turns[0]?.turn !== pending.turn)
      turns.unshift(toTurn(pending));
    const page = turns.slice(0, limit).toReversed();
    const oldest = page[0];
    return turns.length > limit && oldest !== undefined
      ? { turns: page, before: oldest.turn }
      : { turns: page };
  };
