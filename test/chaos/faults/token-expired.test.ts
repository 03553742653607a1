import { judgeExpiry } from '../../../chaos/faults/token-expired';
import { answered, refused } from '../../support/chaos-evidence';

const unauthorized = { kind: 'refused', code: 'UNAUTHORIZED', retryable: false } as const;

describe('a token before and after its end', () => {
  it('is good and then refused', () => {
    expect(judgeExpiry('rest', answered(), unauthorized)).toEqual([]);
  });

  it.each([
    ['a token that was not good while it lasted', unauthorized, unauthorized, 'not good while it lasted'],
    ['a token that is good after its end', answered(), answered(), 'good after its end'],
    ['another refusal after its end', answered(), refused(), 'past its end'],
    [
      'a broken connection after its end',
      answered(),
      { kind: 'broken', reason: 'reset' } as const,
      'past its end',
    ],
  ])('finds %s', (_, before, after, found) => {
    expect(judgeExpiry('rest', before, after)).toEqual([expect.stringContaining(found)]);
  });
});
