import { turnsInOrder } from '../../../chaos/invariants/turns-in-order';
import { answered, attemptOf, evidenceOf, messageOf, sessionRows } from '../../support/chaos-evidence';

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

  it('holds when an answer that says so could not be stored', () => {
    const attempts = [attemptOf({ outcome: answered({ stored: false }) })];
    const sessions = sessionRows([{ reply: undefined }]);
    expect(turnsInOrder(evidenceOf({ messages: [first], attempts, sessions }))).toEqual([]);
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
