import { judgePages, type PagesRead } from '../../../chaos/faults/judge-pages';
import type { HistoryTurn } from '../../../contracts/chat-reply';

const sessionId = '0a1b2c3d-0000-4000-8000-000000000001';
const others = '0a1b2c3d-0000-4000-8000-000000000002';

const turn: HistoryTurn = {
  turn: 1,
  requestId: 'slow-1',
  message: 'mark-1x1z 漫漫',
  reply: 'はい',
  askedAt: '2026-01-01T00:00:00.000Z',
};

const page = (requestId: string, changes: object = {}): string =>
  JSON.stringify({ type: 'history', requestId, sessionId, turns: [turn], ...changes });

const judge = (frames: readonly string[], changes: Partial<PagesRead> = {}) =>
  judgePages({
    requestIds: ['slow-1-0', 'slow-1-1'],
    sessionId,
    message: { requestId: 'slow-1', text: 'mark-1x1z 漫漫' },
    frames,
    cutOff: false,
    ...changes,
  });

describe('the pages of a slow reader', () => {
  it('are right when each came once, in whatever order, whole or cut, or an error in its place', () => {
    const cut = page('slow-1-0', { turns: [{ ...turn, message: 'mark-1x1z 漫', cut: true }] });
    expect(judge([page('slow-1-1'), page('slow-1-0')])).toEqual([]);
    expect(judge([cut, page('slow-1-1')])).toEqual([]);
    const error = { code: 'OVERLOADED', message: 'busy', retryable: true };
    expect(
      judge([page('slow-1-0'), JSON.stringify({ type: 'error', requestId: 'slow-1-1', ...error })]),
    ).toEqual([]);
  });

  it('are wrong when one is missing, unless the reader was cut off', () => {
    expect(judge([page('slow-1-0')])).toEqual(['a slow reader missed a page 1 times']);
    expect(judge([])).toEqual(['a slow reader missed a page 2 times']);
    expect(judge([page('slow-1-0')], { cutOff: true })).toEqual([]);
  });

  it('are wrong when one comes again, or one that nobody asked for', () => {
    expect(judge([page('slow-1-0'), page('slow-1-0'), page('slow-1-1')])).toEqual([
      'a slow reader got a page again 1 times',
    ]);
    expect(judge([page('slow-1-0'), page('slow-1-1'), page('slow-2-0')])).toEqual([
      'a slow reader got what it had not asked for 1 times',
    ]);
  });

  it.each([
    ['of another session', { sessionId: others }],
    ['without a turn', { turns: [] }],
    ['with another turn', { turns: [{ ...turn, requestId: 'slow-2' }] }],
    ['with another text', { turns: [{ ...turn, message: 'mark-2x1z 漫漫' }] }],
    ['cut without saying so', { turns: [{ ...turn, message: 'mark-1x1z 漫' }] }],
  ])('are wrong when one is %s', (_, changes) => {
    expect(judge([page('slow-1-0', changes), page('slow-1-1')])).toEqual([
      'a slow reader got a page that is not its own 1 times',
    ]);
  });
});
