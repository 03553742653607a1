import { turnsInOrder } from '../../../chaos/invariants/turns-in-order';
import {
  answered,
  attemptOf,
  evidenceOf,
  faultOf,
  messageOf,
  sessionRows,
  windowOf,
} from '../../support/chaos-evidence';

const reply = '「mark-1x1z 猫の漫画」とのお尋ねですね。';
const first = messageOf();
const second = messageOf({ requestId: 'rest-1-1-2', position: 2, text: 'mark-1x2z 犬', mark: 'mark-1x2z' });
const both = {
  messages: [first, second],
  attempts: [attemptOf(), attemptOf({ message: second, outcome: answered({ reply: '二' }) })],
};
const firstRow = { reply };
const secondRow = { turn: 2, requestId: second.requestId, message: second.text, reply: '二' };

describe('no turn lost, doubled or out of order', () => {
  it('holds when both turns are stored as they were answered', () => {
    expect(turnsInOrder(evidenceOf({ ...both, sessions: sessionRows([firstRow, secondRow]) }))).toEqual([]);
  });

  it('holds when an answer that says so could not be stored while the store was broken, and at no other time', () => {
    const attempts = [attemptOf({ outcome: answered({ degraded: ['session-not-stored'] }) })];
    const sessions = sessionRows([{ reply: undefined }]);
    const judge = (fault: Parameters<typeof faultOf>[0], changes: Parameters<typeof windowOf>[0] = {}) =>
      turnsInOrder(
        evidenceOf({
          messages: [first],
          attempts,
          sessions,
          windows: [windowOf({ fault: faultOf(fault), ...changes })],
        }),
      );
    expect(judge({ touchesStore: true })).toEqual([]);
    expect(judge({})).toEqual([expect.stringContaining('could not be stored while no store was broken')]);
    expect(judge({ touchesStore: true }, { beganAt: 5_000, endedAt: 6_000 })).toHaveLength(1);
  });

  it.each([
    ['a turn that is lost', [firstRow], 'is not in session'],
    ['an answer that is lost', [firstRow, { ...secondRow, reply: undefined }], 'without the answer'],
    ['another answer than was given', [firstRow, { ...secondRow, reply: '三' }], 'another answer'],
    ['a doubled turn', [firstRow, secondRow, { ...secondRow, turn: 3 }], 'doubled'],
    [
      'turns out of order',
      [
        { ...secondRow, turn: 1 },
        { ...firstRow, turn: 2 },
      ],
      'out of order',
    ],
    ['a gap', [firstRow, { ...secondRow, turn: 3 }], 'a turn is missing'],
    [
      'a turn that nobody sent',
      [firstRow, secondRow, { turn: 3, requestId: 'x', message: 'y' }],
      'did not send',
    ],
    ['another text', [{ ...firstRow, message: 'z' }, secondRow], 'with another text'],
  ])('finds %s', (_, rows, found) => {
    const broken = turnsInOrder(evidenceOf({ ...both, sessions: sessionRows(rows) }));
    expect(broken).toContainEqual(expect.stringContaining(found));
  });

  it("finds a turn in another customer's session", () => {
    const sessions = sessionRows([firstRow, secondRow], 'guest:b');
    expect(turnsInOrder(evidenceOf({ ...both, sessions }))).toContainEqual(
      expect.stringContaining("guest:b's"),
    );
  });

  it('finds a deferred message whose answer never came', () => {
    const attempts = [attemptOf({ outcome: { kind: 'deferred', sessionId: 's-1' } })];
    const sessions = [
      {
        sessionId: 's-1',
        entry: '~head',
        owner: 'guest:a',
        pending: { turn: 1, requestId: first.requestId, message: first.text },
      },
    ];
    expect(turnsInOrder(evidenceOf({ messages: [first], attempts, sessions }))).toEqual([
      expect.stringContaining('without the answer'),
    ]);
  });
});
