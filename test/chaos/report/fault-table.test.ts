import { errorsSeen, faultTable } from '../../../chaos/report/fault-table';
import { attemptOf, refused, windowOf } from '../../support/chaos-evidence';

describe('the table of faults', () => {
  const attempts = [
    attemptOf(),
    attemptOf({ outcome: refused() }),
    attemptOf({ outcome: refused() }),
    attemptOf({ outcome: { kind: 'not-connected', status: 502 } }),
  ];

  it('says which errors were seen how often, most frequent first', () => {
    expect(errorsSeen(attempts)).toBe('OVERLOADED 2, handshake 502 1');
    expect(errorsSeen([attemptOf()])).toBe('–');
  });

  it('has a line for each fault, with what was held and how soon all was well', () => {
    const [, line = ''] = faultTable(attempts, [windowOf()]);
    expect(line.split(/ {2,}/)).toEqual([
      'a fault',
      '1.0',
      '4',
      '25 % / 50 %',
      '0.0 / 5',
      '1.0 / 15',
      'OVERLOADED 2, handshake 502 1',
    ]);
  });

  it('says when something did not recover', () => {
    expect(faultTable([], [windowOf({ recovered: {} })])[1]).toContain('not / 5');
  });
});
