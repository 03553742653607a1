import { compareWays, wayRows } from '../../../bench/enrichment/compare-ways';
import type { Measured } from '../../../bench/enrichment/measure-way';

const measured = (usdPerThousandItems: number, itemsPerSecond: number): Measured => ({
  items: 100,
  parked: 0,
  seconds: 1,
  itemsPerSecond,
  callsPerItem: 1,
  inputTokensPerItem: 10,
  outputTokensPerItem: 10,
  usdPerThousandItems,
});

test('a way is compared with the reference of its own round, and the spread is that of the rounds', () => {
  const comparisons = compareWays({
    'one item a call': [measured(4, 10), measured(4, 20)],
    bulk: [measured(2, 20), measured(2.4, 20)],
  });
  expect(comparisons[1]).toMatchObject({
    way: 'bulk',
    price: { median: 0.55, least: 0.5, most: 0.6 },
    speed: { median: 1.5, least: 1, most: 2 },
  });
  expect(wayRows(comparisons)).toEqual([
    { figure: 'one item a call: US$ for 1,000 items (1 (1–1) calls an item)', value: '4 (4–4)' },
    { figure: 'one item a call: items/s', value: '15 (10–20)' },
    {
      figure: 'bulk: US$ for 1,000 items (1 (1–1) calls an item)',
      value: '2.2 (2–2.4)',
      against: '4 (4–4)',
      ratio: '0.55 (0.5–0.6)',
    },
    { figure: 'bulk: items/s', value: '20 (20–20)', against: '15 (10–20)', ratio: '1.5 (1–2)' },
  ]);
});
