import { wholeOptions } from '../../bench/whole-options';

const presets = { rounds: 5, 'model-ms': 200 };

test('what is not given has its preset', () => {
  expect(wholeOptions(['--rounds', '2'], presets)).toEqual({ rounds: 2, 'model-ms': 200 });
});

test('--help asks for no measurement', () => {
  expect(wholeOptions(['--help'], presets)).toBeUndefined();
});

test.each([['0'], ['1.5'], ['many'], ['']])(
  '%j is no whole number from 1, and the option is named',
  (value) => {
    expect(() => wholeOptions(['--rounds', value], presets)).toThrow(
      '--rounds must be a whole number from 1',
    );
  },
);

test('an option that does not exist is refused', () => {
  expect(() => wholeOptions(['--round', '2'], presets)).toThrow("Unknown option '--round'");
});
