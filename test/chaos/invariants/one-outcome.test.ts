import { oneOutcome } from '../../../chaos/invariants/one-outcome';
import { answered, attemptOf, evidenceOf, messageOf, refused, windowOf } from '../../support/chaos-evidence';

const messages = [messageOf()];

describe('every message has exactly one outcome', () => {
  it('holds when a message was refused and then answered', () => {
    const attempts = [attemptOf({ outcome: refused() }), attemptOf()];
    expect(oneOutcome(evidenceOf({ messages, attempts }))).toEqual([]);
  });

  it.each([
    ['a message that was never answered', [attemptOf({ outcome: refused() })], 'was answered 0 times'],
    ['a message that was never tried', [], 'was answered 0 times'],
    ['a message that was answered twice', [attemptOf(), attemptOf()], 'was answered 2 times'],
    [
      'silence, though an answer came later',
      [attemptOf({ outcome: { kind: 'silent' } }), attemptOf({ outcome: answered() })],
      'no outcome at all',
    ],
  ])('finds %s', (_, attempts, found) => {
    expect(oneOutcome(evidenceOf({ messages, attempts }))).toEqual([expect.stringContaining(found)]);
  });

  it('finds a frame that nobody waited for', () => {
    const strays = [
      { customer: 'socket-2', frame: '{"type":"end"}', at: 1_500, after: 'answered, 20 ms before' },
    ];
    expect(oneOutcome(evidenceOf({ strays, windows: [windowOf()] }))).toEqual([
      'socket-2 got a frame that nobody waited for after answered, 20 ms before (a fault): {"type":"end"}',
    ]);
  });
});
