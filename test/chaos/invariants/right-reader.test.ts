import { rightReader } from '../../../chaos/invariants/right-reader';
import { answered, attemptOf, evidenceOf, messageOf } from '../../support/chaos-evidence';

const first = messageOf();
const second = messageOf({ requestId: 'rest-1-1-2', position: 2, mark: 'mark-1x2z' });
const stranger = messageOf({ requestId: 'rest-2-1-1', conversation: 'rest-2-1', mark: 'mark-2x1z' });
const popular = { ...messageOf({ requestId: 'rest-3-1-1', conversation: 'rest-3-1' }), mark: undefined };
const messages = [first, second, stranger];

const judge = (message: typeof first, reply: string) =>
  rightReader(evidenceOf({ messages, attempts: [attemptOf({ message, outcome: answered({ reply }) })] }));

describe('no answer to the wrong reader', () => {
  it('holds when an answer repeats its own question and earlier ones of its conversation', () => {
    expect(judge(second, '「mark-1x1z」を踏まえて「mark-1x2z」にお答えします')).toEqual([]);
  });

  it('finds an answer to another question', () => {
    expect(judge(first, 'ようこそ')).toEqual([expect.stringContaining('to another question')]);
  });

  it("finds another customer's words in an answer", () => {
    expect(judge(first, 'mark-1x1z mark-2x1z')).toEqual([expect.stringContaining('of rest-2-1')]);
  });

  it("finds a customer's words in the answer that many share", () => {
    const { mark: _, ...shared } = popular;
    expect(judge(shared, 'mark-2x1z')).toEqual([expect.stringContaining('of rest-2-1')]);
  });
});
