import { planFaults } from '../../../chaos/schedule/plan-faults';
import { seededRandom } from '../../../chaos/seeded-random';
import { faultOf } from '../../support/chaos-evidence';

const faults = ['a', 'b', 'c', 'd', 'e'].map((name) =>
  faultOf({ name, seconds: 4, recoversWithin: { chat: 2, jobs: 6 } }),
);

/** The names of what is run when each fault takes as long as it may. */
const plan = (seed: number, seconds: number, list = faults): readonly string[] => {
  let left = seconds;
  const names: string[] = [];
  for (const { name } of planFaults(list, seededRandom(seed), () => left)) {
    names.push(name);
    left -= 10;
  }
  return names;
};

describe('the schedule of faults', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(plan(7, 100)).toEqual(plan(7, 100));
    expect(new Set([1, 2, 3, 4].map((seed) => plan(seed, 50).join()))).not.toHaveProperty('size', 1);
  });

  it('has every fault once, however little time there is', () => {
    expect(plan(7, 0).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('begins again while there is time for a fault and the longest recovery that is stated for it', () => {
    expect(plan(7, 59)).toHaveLength(5);
    expect(plan(7, 60)).toHaveLength(6);
    expect(plan(7, 100)).toHaveLength(10);
    expect(plan(7, 100).slice(5).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('begins with what needs a system to which nothing has happened, in its order, once', () => {
    const first = ['x', 'y', 'z'].map((name) => faultOf({ name, comesFirst: true }));
    const names = plan(7, 200, [...faults, ...first]);
    expect(names.slice(0, 3)).toEqual(['x', 'y', 'z']);
    expect(names.slice(3)).not.toContain('x');
    expect(plan(7, 200, first)).toEqual(['x', 'y', 'z']);
  });

  it('is empty without faults', () => {
    expect(plan(1, 100, [])).toEqual([]);
  });
});
