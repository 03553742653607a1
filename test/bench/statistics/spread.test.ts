import { showSpread, spread } from '../../../bench/statistics/spread';

test.each([
  [[3, 1, 2], '2 (1–3)'],
  [[4, 1, 2, 3], '2.5 (1–4)'],
  [[1.23456], '1.235 (1.235–1.235)'],
])('%j is shown as %s', (values, shown) => {
  expect(showSpread(spread(values))).toBe(shown);
});
