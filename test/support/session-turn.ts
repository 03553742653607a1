import type { SessionTurn } from '../../core/sessions/session-store';

/** A turn of a session: `問1` and `答1`. A reply of null: it was never answered. */
export const sessionTurn = (
  turn: number,
  message = `問${turn}`,
  reply: string | null = `答${turn}`,
): SessionTurn => ({
  turn,
  requestId: `r${turn}`,
  message,
  language: 'ja',
  askedAt: turn * 1000,
  ...(reply !== null && {
    answer: {
      reply,
      model: 'claude-haiku-4-5',
      cached: false,
      usage: { inputTokens: 10, outputTokens: 5 },
      costUsd: 0.001,
      sources: [],
      routingReason: 'short-question',
      degraded: [],
      answeredAt: turn * 1000 + 500,
    },
  }),
});
