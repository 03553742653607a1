import type { ChatRequest } from '../../contracts/chat-request';
import { missingForAction } from '../../contracts/chat-request-rules';

const sessionId = '5f0c4a52-5d0a-4c38-9d0f-0d9a7c1f2b11';

describe('what a request lacks for its action', () => {
  test.each<ChatRequest>([
    { action: 'sendMessage', data: { message: 'おすすめは？' } },
    { action: 'sendMessage', data: { message: 'おすすめは？', sessionId } },
    { action: 'getHistory', data: { sessionId } },
    { action: 'clearSession', data: { sessionId } },
  ])('a complete request lacks nothing: %j', (request) => {
    expect(missingForAction(request)).toEqual([]);
  });

  test.each<[ChatRequest, string, string]>([
    [{ action: 'sendMessage' }, 'data.message', 'is required when action is sendMessage'],
    [
      { action: 'sendMessage', data: { sessionId } },
      'data.message',
      'is required when action is sendMessage',
    ],
    [{ action: 'getHistory' }, 'data.sessionId', 'is required when action is getHistory'],
    [
      { action: 'clearSession', data: { message: 'x' } },
      'data.sessionId',
      'is required when action is clearSession',
    ],
  ])('%j is told the field and the action', (request, field, problem) => {
    expect(missingForAction(request)).toEqual([{ field, problem }]);
  });
});
