import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Now } from '../clock';
import type { Logger } from '../observability/logger';
import { createAsk } from './ask-question';
import { clearSession } from './clear-session';
import { deriveSessionId } from './derive-session-id';
import { parseLease } from './lease';
import { createHistory } from './read-history';
import { LeaseLostError } from './session-error';
import { createSessionLine } from './session-line';
import { createSessionReader } from './session-reader';
import type { OpenTurn, SessionStore, StoredAnswer } from './session-store';
import { createSessionWriter } from './session-writer';
import { answeredHead } from './take-turn';
import { toTurnItem } from './turn-records';

/** Sessions are kept for 30 days after their last message, and each turn for 30 days after it was written. */
export const sessionTtlMs = 30 * 24 * 60 * 60 * 1000;

export interface DynamoSessionStoreDependencies {
  /** Its own timeouts and attempts bound each request. */
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly now: Now;
  readonly log: Logger;
  /** From 0 (inclusive) to 1 (exclusive); spreads those who wait. */
  readonly random?: () => number;
  readonly ttlMs?: number;
}

export interface DynamoSessionStore extends SessionStore {
  /** Resolves when what runs in the background has ended: for a process that is about to exit. */
  settled(): Promise<void>;
}

/**
 * Sessions in one DynamoDB table, without transactions. Every change of a session replaces its head, on condition of
 * owner and version; the version that granted a lease is the fencing token with which the turn is written, once.
 * So two tasks never answer the same turn, and a process that dies leaves a question that can be answered again.
 * Rejects with a `SessionError`: see each method, and `SessionStoreError` when the table does not answer.
 */
export const createDynamoSessionStore = (
  dependencies: DynamoSessionStoreDependencies,
): DynamoSessionStore => {
  const { now, log, ttlMs = sessionTtlMs, random = Math.random } = dependencies;
  const reader = createSessionReader(dependencies);
  const writer = createSessionWriter(dependencies);
  const line = createSessionLine();
  const background = new Set<Promise<void>>();

  const inBackground = (sessionId: string, work: () => Promise<void>): void => {
    const run = work()
      .catch((error: unknown) =>
        log.warn('turns of a cleared session are left to their TTL', { sessionId, error }),
      )
      .finally(() => background.delete(run));
    background.add(run);
  };

  /** Whether the turn holds this very answer: a write whose reply was lost and that was sent again. */
  const isStored = async (open: OpenTurn, fence: number, answer: StoredAnswer): Promise<boolean> => {
    const head = await reader.readHead(open.sessionId);
    const item = head && (await reader.readTurn(head, open.turn));
    return item?.fence === fence && item.answer?.answeredAt === answer.answeredAt;
  };

  return {
    async open(question, answer) {
      const sessionId = deriveSessionId(question.principalId, question.requestId);
      const at = now();
      const expiresAt = Math.ceil((at + ttlMs) / 1000);
      const head = answeredHead(sessionId, { question, now: at, expiresAt }, answer);
      return (await writer.createHead(head)) ? sessionId : undefined;
    },

    ask: createAsk({ reader, writer, line, now, random, ttlMs }),
    history: createHistory({ reader, now }),

    async answer(open, answer) {
      const { generation, version: fence } = parseLease(open.lease);
      const expiresAt = Math.ceil((now() + ttlMs) / 1000);
      const item = toTurnItem({ sessionId: open.sessionId, generation }, open.question, {
        fence,
        expiresAt,
        answer,
      });
      const written = (await writer.putTurn(item)) || (await isStored(open, fence, answer));
      line.wake(open.sessionId);
      if (!written) throw new LeaseLostError(open.sessionId, open.turn);
    },

    async extend(open, leaseMs) {
      const { version } = parseLease(open.lease);
      const held = await writer.moveLease(open.sessionId, open.principalId, version, now() + leaseMs);
      if (!held) throw new LeaseLostError(open.sessionId, open.turn);
    },

    async release(open) {
      await writer.moveLease(open.sessionId, open.principalId, parseLease(open.lease).version, 0);
      line.wake(open.sessionId);
    },

    async clear(principalId, sessionId) {
      const deleteTurns = await clearSession(
        { table: dependencies, reader, writer, ttlMs },
        principalId,
        sessionId,
      );
      inBackground(sessionId, deleteTurns);
      line.wake(sessionId);
    },

    settled: async () => {
      while (background.size > 0) await Promise.all(background);
    },
  };
};
