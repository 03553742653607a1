import { untilBulkWindow } from '../../core/bulk-window';

const inJapan = (hour: number, minute = 0): number => Date.UTC(2026, 10, 24, hour - 9, minute);
const hours = (count: number): number => count * 3_600_000;

describe('the bulk window', () => {
  test.each([
    ['01:00-06:00', inJapan(1), 0],
    ['01:00-06:00', inJapan(5, 59), 0],
    ['01:00-06:00', inJapan(6), hours(19)],
    ['01:00-06:00', inJapan(0), hours(1)],
    ['22:00-06:00', inJapan(23), 0],
    ['22:00-06:00', inJapan(3), 0],
    ['22:00-06:00', inJapan(12), hours(10)],
    ['', inJapan(12), 0],
  ])('%s at %d opens in %d ms', (window, now, expected) => {
    expect(untilBulkWindow(window, now)).toBe(expected);
  });
});
