import type { HistoryTurn } from '../../../contracts/chat-reply';
import { historyFrame } from '../../../core/chat/history-frame';

const turn = (number: number, length = 10): HistoryTurn => ({
  turn: number,
  requestId: `r${number}`,
  message: '問'.repeat(length),
  reply: '答'.repeat(length),
  askedAt: '2027-01-15T08:00:00.000Z',
});

const page = (turns: readonly HistoryTurn[], before?: string) => ({
  requestId: 'r',
  sessionId: 's',
  turns,
  ...(before !== undefined && { before }),
});

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

describe('history on the socket', () => {
  test('is the page as it is when it fits', () => {
    expect(historyFrame(page([turn(3), turn(4)], '3'))).toEqual({
      type: 'history',
      requestId: 'r',
      sessionId: 's',
      turns: [turn(3), turn(4)],
      before: '3',
    });
    expect(historyFrame(page([]))).toEqual({ type: 'history', requestId: 'r', sessionId: 's', turns: [] });
  });

  test('keeps the newest turns that fit, and says where the others begin', () => {
    const frame = historyFrame(page(Array.from({ length: 20 }, (_, index) => turn(index + 1, 500))));
    expect(bytes(frame)).toBeLessThanOrEqual(16 * 1024);
    expect(frame.turns.map(({ turn: number }) => number)).toEqual([16, 17, 18, 19, 20]);
    expect(frame.before).toBe('16');
  });

  test('cuts a turn that does not fit by itself, and says so', () => {
    const frame = historyFrame(page([turn(1), turn(2, 4000)]));
    expect(bytes(frame)).toBeLessThanOrEqual(16 * 1024);
    expect(frame.turns).toMatchObject([{ turn: 2, cut: true }]);
    expect(frame.turns[0]?.message).toMatch(/^問+$/);
    expect(frame.before).toBe('2');
  });
});
