import type { ChatAction, ChatRequest } from '../../contracts/chat-request';

const sessionId = '5f0c4a52-5d0a-4c38-9d0f-0d9a7c1f2b11';

/** One request of each action; they are checked against the schema. */
export const requestExamples: Readonly<Record<ChatAction, ChatRequest>> = {
  sendMessage: {
    action: 'sendMessage',
    requestId: 'c0ffee-1',
    data: {
      message: '戦国時代の漫画でおすすめはありますか？',
      sessionId,
      preferredLanguage: 'ja',
      modelPreference: 'auto',
    },
    metadata: { clientVersion: 'web-1.4.0', timestamp: '2026-11-24T03:00:00Z' },
  },
  getHistory: { action: 'getHistory', requestId: 'c0ffee-2', data: { sessionId, limit: 20, before: '21' } },
  clearSession: { action: 'clearSession', requestId: 'c0ffee-3', data: { sessionId } },
};
