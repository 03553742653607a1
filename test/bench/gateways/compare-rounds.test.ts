import { compareRounds, comparisonRows } from '../../../bench/gateways/compare-rounds';

const round = (requestsPerSecond: number, p50: number) => ({ requestsPerSecond, p50, p95: 2 * p50 });

test('a ratio is made of neighbouring rounds, so that a slow moment of the machine has no part in it', () => {
  const comparisons = compareRounds({
    ours: [round(300, 4), round(150, 8), round(330, 4)],
    portkey: [round(600, 2), round(300, 4), round(600, 2)],
    direct: [],
  });
  expect(comparisons.find(({ figure }) => figure === 'requests/s')?.ratio).toEqual({
    median: 0.5,
    least: 0.5,
    most: 0.55,
  });
});

test('a figure that the machine does not give is left out', () => {
  const rounds = { ours: [round(1, 1)], portkey: [round(1, 1)], direct: [] };
  expect(comparisonRows(compareRounds(rounds)).map(({ figure }) => figure)).toEqual([
    'requests/s',
    'p50 ms at a steady rate',
    'p95 ms at a steady rate',
  ]);
});
