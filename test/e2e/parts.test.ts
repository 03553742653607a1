import { parts, partsNamed } from '../../e2e/run/parts';

test('nothing named is everything', () => {
  expect([...partsNamed([])]).toEqual([...parts]);
});

test('a part that there is not is told with those that there are', () => {
  expect(() => partsNamed(['socket', 'sockets'])).toThrow(
    /There is no part "sockets": use updates, jobs, schedules/,
  );
});
