import { type ChatRequest, defaultLanguage, defaultModelPreference } from '../../../contracts/chat-request';
import type { AnswerTiming } from '../../../core/chat/answer-timing';
import type { CustomerMessage } from '../../../core/chat/customer-message';
import type { Caller } from './door';

/** A `sendMessage` request as the use case takes it. */
export const messageOf = (
  { data = {} }: ChatRequest,
  { principalId, requestId, busy }: Caller,
  timing: AnswerTiming,
  signal: AbortSignal,
): CustomerMessage => ({
  principalId,
  requestId,
  ...(data.sessionId !== undefined && { sessionId: data.sessionId }),
  message: data.message ?? '',
  language: data.preferredLanguage ?? defaultLanguage,
  preference: data.modelPreference ?? defaultModelPreference,
  notifyWhenBusy: data.notifyWhenBusy ?? false,
  busy,
  timing,
  signal,
});

/** A `getHistory` or `clearSession` request as the use cases take it. */
export const sessionCallOf = ({ data = {} }: ChatRequest, { principalId, requestId }: Caller) => ({
  principalId,
  requestId,
  sessionId: data.sessionId ?? '',
  ...(data.limit !== undefined && { limit: data.limit }),
  ...(data.before !== undefined && { before: data.before }),
});
