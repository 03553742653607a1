import { type BurstSchedule, dueBy, inBurst, steadilyDueBy } from '../../../bench/soak/burst-schedule';

const schedule: BurstSchedule = { perSecond: 50, times: 10, firstAt: 150, every: 300, lasts: 10 };

test('until the first burst requests are due at the ordinary rate', () => {
  expect(dueBy(schedule, 0)).toBe(0);
  expect(dueBy(schedule, 100)).toBe(5000);
});

test('in a burst ten times as many are due, and afterwards the rate is the ordinary one again', () => {
  const before = dueBy(schedule, 150);
  expect(dueBy(schedule, 155) - before).toBe(2500);
  expect(dueBy(schedule, 160) - before).toBe(5000);
  expect(dueBy(schedule, 161) - dueBy(schedule, 160)).toBe(50);
});

test('bursts come again', () => {
  expect([149, 150, 159.9, 160, 450, 460].map((second) => inBurst(schedule, second))).toEqual([
    false,
    true,
    true,
    false,
    true,
    false,
  ]);
  expect(dueBy(schedule, 460)).toBe(50 * (460 + 9 * 20));
});

test('what is due outside the bursts is due at the ordinary rate', () => {
  expect([150, 160, 460].map((second) => steadilyDueBy(schedule, second))).toEqual([
    50 * 150,
    50 * 150,
    50 * 440,
  ]);
});
