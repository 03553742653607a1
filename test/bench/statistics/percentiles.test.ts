import { difference, percentiles } from '../../../bench/statistics/percentiles';

const oneToHundred = Array.from({ length: 100 }, (_, index) => index + 1);

test('percentiles do not depend on the order of the latencies', () => {
  expect(percentiles(oneToHundred.toReversed())).toEqual({ p50: 51, p95: 96, p99: 100 });
});

test('a few latencies have their largest as the highest percentile', () => {
  expect(percentiles([3, 1, 2])).toEqual({ p50: 2, p95: 3, p99: 3 });
});

test('what is added is the difference, percentile by percentile', () => {
  expect(difference({ p50: 3, p95: 5, p99: 9 }, { p50: 1, p95: 2, p99: 10 })).toEqual({
    p50: 2,
    p95: 3,
    p99: -1,
  });
});
