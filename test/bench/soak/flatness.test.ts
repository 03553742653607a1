import { flatness } from '../../../bench/soak/flatness';
import type { Point } from '../../../bench/statistics/trend';

const times = { warmUpMinutes: 6, periodMinutes: 5 };

/** A value for each five seconds of half an hour. */
const soak = (valueAt: (minute: number) => number): Point[] =>
  Array.from({ length: 360 }, (_, index) => ({ minute: index / 12, value: valueAt(index / 12) }));

test('memory that grows while it warms up, and then no more, is flat', () => {
  const verdict = flatness(
    'residentMiB',
    soak((minute) => Math.min(200, 100 + 20 * minute)),
    times,
  );
  expect(verdict).toMatchObject({ flat: true, level: 200, growth: 0 });
});

test('a leak of one MiB a minute is found below the teeth of the garbage collector', () => {
  const teeth = (minute: number): number => 60 * ((minute * 3) % 1);
  const verdict = flatness(
    'residentMiB',
    soak((minute) => 150 + minute + teeth(minute)),
    times,
  );
  expect(verdict?.flat).toBe(false);
  expect(verdict?.growth).toBeGreaterThan(15);
});

test('what a burst takes and gives back before the next one is no leak', () => {
  const verdict = flatness(
    'residentMiB',
    soak((minute) => 180 + 80 * Math.max(0, 1 - ((minute + 2.5) % 5) / 4) + (minute > 25 ? 3 : 0)),
    times,
  );
  expect(verdict?.flat).toBe(true);
});

test('sockets that a burst opened and closed again are no leak, and those that it left open are', () => {
  const burst = (minute: number): boolean => minute % 5 < 0.5;
  expect(
    flatness(
      'sockets',
      soak((minute) => (burst(minute) ? 500 : 30)),
      times,
    )?.flat,
  ).toBe(true);
  expect(
    flatness(
      'sockets',
      soak((minute) => 30 + 10 * Math.floor(minute / 5)),
      times,
    )?.flat,
  ).toBe(false);
});

test('a short soak is judged by more than one floor', () => {
  const short = soak((minute) => 100 + 40 * minute).filter(({ minute }) => minute <= 2);
  expect(flatness('residentMiB', short, { ...times, warmUpMinutes: 0.4 })?.flat).toBe(false);
});

test('nothing is said where nothing was measured', () => {
  expect(flatness('heapMiB', [], times)).toBeUndefined();
});
