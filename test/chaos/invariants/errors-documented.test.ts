import { errorsDocumented } from '../../../chaos/invariants/errors-documented';
import type { Outcome } from '../../../chaos/load/ledger';
import { attemptOf, evidenceOf, faultOf, refused, windowOf } from '../../support/chaos-evidence';

const judge = (outcome: Outcome, windows = [windowOf()]) =>
  errorsDocumented(evidenceOf({ windows, attempts: [attemptOf({ outcome })] }));

describe('every error in the documented shape', () => {
  it('holds for a documented error that may be repeated', () => {
    expect(judge(refused())).toEqual([]);
  });

  it.each<[string, Outcome, string]>([
    ['a reply of another shape', { kind: 'undocumented', problem: '502: not JSON' }, 'not JSON'],
    ['a broken connection', { kind: 'broken', reason: 'reset' }, 'broken: reset'],
    ['a final refusal of what is in order', refused('SESSION_NOT_FOUND'), 'SESSION_NOT_FOUND'],
    [
      'a handshake that is refused to a good token',
      { kind: 'refused', code: 'UNAUTHORIZED', retryable: false },
      'UNAUTHORIZED',
    ],
  ])('finds %s', (_, outcome, found) => {
    expect(judge(outcome)).toEqual([expect.stringContaining(found)]);
  });

  it('lets connections break while the gateway is ended, and finds one that breaks long after', () => {
    const windows = [windowOf({ fault: faultOf({ breaksConnections: true }) })];
    const outcome = { kind: 'broken', reason: 'reset' } as const;
    expect(judge(outcome, windows)).toEqual([]);
    const late = attemptOf({ outcome, sentAt: 60_000, endedAt: 60_100 });
    expect(errorsDocumented(evidenceOf({ windows, attempts: [late] }))).toHaveLength(1);
  });
});
