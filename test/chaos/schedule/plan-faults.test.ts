import { planFaults } from '../../../chaos/schedule/plan-faults';
import { seededRandom } from '../../../chaos/seeded-random';
import { faultOf } from '../../support/chaos-evidence';

const faults = ['a', 'b', 'c', 'd', 'e'].map((name) => faultOf({ name, seconds: 4 }));
const plan = (seed: number, seconds: number) =>
  planFaults(faults, seconds, seededRandom(seed)).map(({ name }) => name);

describe('the schedule of faults', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(plan(7, 50)).toEqual(plan(7, 50));
    expect(new Set([1, 2, 3, 4].map((seed) => plan(seed, 50).join()))).not.toHaveProperty('size', 1);
  });

  it('has every fault once when there is time for all, and as many as fit when there is not', () => {
    expect(plan(7, 50).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(plan(7, 29)).toHaveLength(2);
  });

  it('begins again when there is more time', () => {
    expect(plan(7, 80)).toHaveLength(8);
  });

  it('is empty without faults', () => {
    expect(planFaults([], 100, seededRandom(1))).toEqual([]);
  });
});
