import { type ChatReply, type Degradation, degradations } from '../../contracts/chat-reply';
import type { StoredAnswer } from '../sessions/session-store';

const known: readonly string[] = degradations;

const isDegradation = (name: string): name is Degradation => known.includes(name);

/** An answer as its customer sees it. */
export const chatReply = (requestId: string, sessionId: string, answer: StoredAnswer): ChatReply => ({
  requestId,
  sessionId,
  reply: answer.reply,
  model: answer.model,
  ...(answer.region === undefined ? {} : { region: answer.region }),
  cached: answer.cached,
  usage: answer.usage,
  costUsd: answer.costUsd,
  sources: answer.sources,
  routingReason: answer.routingReason,
  degraded: answer.degraded.filter(isDegradation),
});
