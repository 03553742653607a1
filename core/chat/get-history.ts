import type { HistoryReply, HistoryTurn } from '../../contracts/chat-reply';
import { type ChatRequest, maxHistoryPageSize } from '../../contracts/chat-request';
import type { SessionStore, SessionTurn } from '../sessions/session-store';

/** Turns in a page whose reader asks for no number. */
const defaultPageSize = 20;

const isoTime = (epochMs: number): string => new Date(epochMs).toISOString();

const historyTurn = ({ turn, requestId, message, askedAt, answer }: SessionTurn): HistoryTurn => ({
  turn,
  requestId,
  message,
  askedAt: isoTime(askedAt),
  ...(answer !== undefined && {
    reply: answer.reply,
    answeredAt: isoTime(answer.answeredAt),
    model: answer.model,
    costUsd: answer.costUsd,
  }),
});

export interface GetHistory {
  readonly principalId: string;
  readonly requestId: string;
  readonly sessionId: string;
  readonly limit?: NonNullable<ChatRequest['data']>['limit'];
  readonly before?: string;
}

/** A page of a session's turns, newest last. Rejects with `SessionNotFoundError` for a session that is not the principal's. */
export const getHistory =
  ({ sessions }: { readonly sessions: SessionStore }) =>
  async ({ principalId, requestId, sessionId, limit, before }: GetHistory): Promise<HistoryReply> => {
    const page = await sessions.history(principalId, sessionId, {
      limit: Math.min(limit ?? defaultPageSize, maxHistoryPageSize),
      ...(before !== undefined && { before: Number(before) }),
    });
    return {
      requestId,
      sessionId,
      turns: page.turns.map(historyTurn),
      ...(page.before !== undefined && { before: String(page.before) }),
    };
  };
