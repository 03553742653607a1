import { deleteTurnsBefore } from './delete-turns';
import { SessionBusyError, SessionNotFoundError } from './session-error';
import { type HeadItem, headEntry, turnEntry } from './session-items';
import type { SessionReader } from './session-reader';
import { isAlive } from './session-snapshot';
import type { SessionTable } from './session-table';
import type { SessionWriter } from './session-writer';

/** Other changes of the head that a clearing may lose against before it gives up. */
const maxAttempts = 10;

/** What keeps a late answer out needs to outlive its lease only. */
const tombstoneSeconds = 24 * 60 * 60;

export interface ClearDependencies {
  readonly table: SessionTable;
  readonly reader: SessionReader;
  readonly writer: SessionWriter;
  readonly ttlMs: number;
}

const clearedHead = (head: HeadItem, nowMs: number, ttlMs: number): HeadItem => ({
  sessionId: head.sessionId,
  entry: headEntry,
  owner: head.owner,
  generation: Math.max(nowMs, head.generation + 1),
  version: head.version + 1,
  lastTurn: 0,
  recent: [],
  cleared: true,
  expiresAt: Math.ceil((nowMs + ttlMs) / 1000),
});

/**
 * Makes the session disappear for its readers, and returns what deletes its turns. An answer that is still being
 * made for it finds its place taken by a tombstone, so that nothing is written after the deletion.
 */
export const clearSession = async (
  { table, reader, writer, ttlMs }: ClearDependencies,
  principalId: string,
  sessionId: string,
): Promise<() => Promise<void>> => {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const head = await reader.readHead(sessionId);
    const nowMs = table.now();
    if (head?.owner !== principalId || !isAlive(head, nowMs)) throw new SessionNotFoundError(sessionId);
    const cleared = clearedHead(head, nowMs, ttlMs);
    if (!(await writer.replaceHead(cleared, head))) {
      // A write whose reply was lost, and that was sent again, finds its own result.
      const found = await reader.readHead(sessionId);
      if (found?.cleared !== true || found.version !== cleared.version) continue;
    }
    return async () => {
      const awaited = head.pending?.answer === undefined ? head.pending : undefined;
      const entry = awaited && turnEntry(head.generation, awaited.turn);
      const buried =
        entry !== undefined &&
        (await writer.putTurn({
          sessionId,
          entry,
          fence: cleared.version,
          expiresAt: Math.ceil(nowMs / 1000) + tombstoneSeconds,
        }));
      await deleteTurnsBefore(table, sessionId, cleared.generation, buried ? entry : undefined);
    };
  }
  throw new SessionBusyError(sessionId);
};
