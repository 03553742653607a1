import { dayInJapan } from '../../core/japan-time';

test("the day is Japan's, nine hours ahead of UTC", () => {
  expect(dayInJapan(Date.parse('2026-11-24T15:00:00Z'))).toBe('2026-11-25');
  expect(dayInJapan(Date.parse('2026-11-24T14:59:59Z'))).toBe('2026-11-24');
});
