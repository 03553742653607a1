import { dayInJapan, isBulkWindowOpen } from '../../../core/enrichment/bulk-window';

const japan = (time: string): number => Date.parse(`2026-11-24T${time}:00+09:00`);

test.each([
  ['', '12:00', true],
  ['01:00-06:00', '00:59', false],
  ['01:00-06:00', '01:00', true],
  ['01:00-06:00', '05:59', true],
  ['01:00-06:00', '06:00', false],
  ['22:00-06:00', '23:30', true],
  ['22:00-06:00', '05:30', true],
  ['22:00-06:00', '12:00', false],
  ['03:00-03:00', '12:00', true],
])('with the window "%s" bulk work at %s in Japan runs: %s', (window, time, open) => {
  expect(isBulkWindowOpen(window, japan(time))).toBe(open);
});

test("the day is Japan's, nine hours ahead of UTC", () => {
  expect(dayInJapan(Date.parse('2026-11-24T15:00:00Z'))).toBe('2026-11-25');
  expect(dayInJapan(Date.parse('2026-11-24T14:59:59Z'))).toBe('2026-11-24');
});
