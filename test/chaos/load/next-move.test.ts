import { nextMove } from '../../../chaos/load/next-move';
import { answered, refused } from '../../support/chaos-evidence';

describe('what a customer does next', () => {
  it('goes on after an answer, and after the promise of one', () => {
    expect(nextMove(answered())).toEqual({ kind: 'next' });
    expect(nextMove({ kind: 'deferred', sessionId: 's' })).toEqual({ kind: 'next' });
  });

  it('repeats what may succeed, after the wait that was asked for, and within two seconds', () => {
    const busy = { kind: 'refused', code: 'OVERLOADED', retryable: true } as const;
    expect(nextMove(refused())).toEqual({ kind: 'again', afterMs: 500 });
    expect(nextMove({ ...busy, retryAfterSeconds: 1 })).toEqual({ kind: 'again', afterMs: 1000 });
    expect(nextMove({ ...busy, retryAfterSeconds: 60 })).toEqual({ kind: 'again', afterMs: 2000 });
    expect(nextMove({ kind: 'broken', reason: 'reset' })).toMatchObject({ kind: 'again' });
  });

  it('gives up what cannot succeed', () => {
    expect(nextMove(refused('SESSION_NOT_FOUND'))).toEqual({ kind: 'give-up' });
    expect(nextMove({ kind: 'undocumented', problem: 'x' })).toEqual({ kind: 'give-up' });
  });
});
