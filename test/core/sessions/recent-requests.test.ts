import { findRequest, maxRecentRequests, rememberRequest } from '../../../core/sessions/recent-requests';
import type { HeadItem } from '../../../core/sessions/session-items';

const headAfter = (turns: number): HeadItem => {
  let recent: string[] = [];
  for (let turn = 1; turn <= turns; turn += 1) recent = rememberRequest(recent, `request-${turn}`);
  return {
    sessionId: 's',
    entry: '~head',
    owner: 'guest:1',
    generation: 1,
    version: turns,
    lastTurn: turns,
    recent,
    expiresAt: 2_000_000_000,
  };
};

describe('the request ids that a session remembers', () => {
  test('each leads to its turn', () => {
    const head = headAfter(12);
    expect(findRequest(head, 'request-1')).toBe(1);
    expect(findRequest(head, 'request-12')).toBe(12);
    expect(findRequest(head, 'request-13')).toBeUndefined();
  });

  test('in a long session the oldest are forgotten, and the head stays small', () => {
    const head = headAfter(maxRecentRequests + 5);
    expect(findRequest(head, 'request-5')).toBeUndefined();
    expect(findRequest(head, 'request-6')).toBe(6);
    expect(JSON.stringify(head.recent).length).toBeLessThan(3000);
  });
});
