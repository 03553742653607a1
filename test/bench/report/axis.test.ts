import { linearAxis, logAxis } from '../../../bench/report/axis';

test.each([
  [7, [0, 2, 4, 6, 8]],
  [100, [0, 20, 40, 60, 80, 100]],
  [430, [0, 100, 200, 300, 400, 500]],
  [0.013, [0, 0.0025, 0.005, 0.0075, 0.01, 0.0125, 0.015]],
])('a linear axis to %d has round ticks that reach it', (most, ticks) => {
  expect(linearAxis(most).ticks).toEqual(ticks);
});

test('a linear axis places values between its ends', () => {
  const axis = linearAxis(100);
  expect([0, 50, 100].map(axis.place)).toEqual([0, 0.5, 1]);
});

test('an axis of nothing but zero can be drawn', () => {
  expect(linearAxis(0).place(0)).toBe(0);
});

test('a logarithmic axis spans whole decades, with 1, 2 and 5 of each', () => {
  const axis = logAxis([3, 80]);
  expect(axis.ticks).toEqual([1, 2, 5, 10, 20, 50, 100]);
  expect([1, 10, 100].map(axis.place)).toEqual([0, 0.5, 1]);
});

test('equal values have a decade to stand in', () => {
  expect(logAxis([10, 10]).ticks).toEqual([10, 20, 50, 100]);
});
