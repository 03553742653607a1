import { errorsSeen, faultTable } from '../../../chaos/report/fault-table';
import { attemptOf, faultOf, refused, windowOf } from '../../support/chaos-evidence';

describe('the table of faults', () => {
  const attempts = [
    attemptOf(),
    attemptOf({ outcome: refused() }),
    attemptOf({ outcome: refused() }),
    attemptOf({ outcome: { kind: 'broken', reason: 'reset' } }),
  ];

  it('says which errors were seen how often, most frequent first', () => {
    expect(errorsSeen(attempts)).toBe('OVERLOADED 2, broken 1');
    expect(errorsSeen([attemptOf()])).toBe('–');
  });

  it('has a line for each fault, with what was held and how soon all was well', () => {
    const [, line = ''] = faultTable(attempts, [windowOf()]);
    expect(line.split(/ {2,}/)).toEqual([
      'a fault',
      '1.0',
      '4',
      '25 % / 45 %',
      '0.0 / 5',
      '1.0 / 15',
      'OVERLOADED 2, broken 1',
    ]);
  });

  it('has a line for each fault that this machine cannot run', () => {
    const notRun = [{ fault: faultOf({ name: 'another' }), because: 'this machine has not a disk' }];
    const line = faultTable(attempts, [windowOf()], notRun)[2] ?? '';
    expect(line.split(/ {2,}/)).toEqual([
      'another',
      '–',
      '–',
      '–',
      '–',
      '–',
      'NOT RUN: this machine has not a disk',
    ]);
  });

  it('says when something did not recover', () => {
    expect(faultTable([], [windowOf({ recovered: {} })])[1]).toContain('not / 5');
  });
});
