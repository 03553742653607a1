import { floors, type Point, trend } from '../../../bench/statistics/trend';

const points = (...values: number[]): Point[] => values.map((value, minute) => ({ minute, value }));

test('the slope of a line is found, in units a minute', () => {
  expect(trend(points(10, 12, 14, 16))).toEqual({ slope: 2, median: 13 });
});

test('one outlier does not move the slope', () => {
  expect(trend(points(10, 10, 10, 500, 10, 10, 10))?.slope).toBe(0);
});

test('one moment has no slope', () => {
  expect(trend(points(10))).toBeUndefined();
  expect(trend([])).toBeUndefined();
});

test('the floor of a window is its least value, where it was', () => {
  const sawtooth = [0, 0.5, 1, 1.5, 2, 2.5].map((minute, index) => ({ minute, value: [40, 20][index % 2]! }));
  expect(floors(sawtooth, 1)).toEqual([
    { minute: 0.5, value: 20 },
    { minute: 1.5, value: 20 },
    { minute: 2.5, value: 20 },
  ]);
});
