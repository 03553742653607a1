import { everyFaultRan, faultsNotRun } from '../../../chaos/schedule/every-fault-ran';
import { faultOf, windowOf } from '../../support/chaos-evidence';

const ran = faultOf({ name: 'ran' });
const other = faultOf({ name: 'other' });
const elsewhere = faultOf({ name: 'elsewhere', lacks: () => 'a disk' });
const notRun = faultsNotRun([ran, other, elsewhere], {});
const windows = [windowOf({ fault: ran })];

describe('whether every fault was run', () => {
  it('holds when each has been', () => {
    expect(everyFaultRan([ran], [], windows)).toMatchObject({ held: true, detail: '1 of 1', notRun: [] });
  });

  it('is broken by one that was left out, and names it', () => {
    expect(everyFaultRan([ran, other], [], windows)).toMatchObject({
      held: false,
      detail: '1 of 2; left out: other',
    });
  });

  it('is not broken by what this machine cannot run, and says so', () => {
    expect(everyFaultRan([ran, elsewhere], notRun, windows)).toMatchObject({
      held: true,
      detail: '1 of 2',
      notRun: ['elsewhere (this machine has not a disk)'],
    });
  });

  it('is broken when nothing was run', () => {
    expect(everyFaultRan([], [], [])).toMatchObject({ held: false });
    expect(everyFaultRan([elsewhere], notRun, [])).toMatchObject({ held: false });
  });
});
