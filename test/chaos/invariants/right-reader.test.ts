import { rightReader } from '../../../chaos/invariants/right-reader';
import { answered, attemptOf, evidenceOf, messageOf, sessionRows } from '../../support/chaos-evidence';

const first = messageOf();
const second = messageOf({
  requestId: 'rest-1-1-2',
  position: 2,
  text: 'mark-1x2z 犬の漫画',
  mark: 'mark-1x2z',
});
const stranger = messageOf({
  requestId: 'rest-2-1-1',
  conversation: 'rest-2-1',
  text: 'mark-2x1z 猫の漫画',
  mark: 'mark-2x1z',
});
const { mark: _, ...popular } = messageOf({
  requestId: 'rest-3-1-1',
  conversation: 'rest-3-1',
  text: '人気の料理漫画は？',
});
const messages = [first, second, stranger, popular];

const judge = (message: typeof popular, reply: string) =>
  rightReader(evidenceOf({ messages, attempts: [attemptOf({ message, outcome: answered({ reply }) })] }));

describe('no answer to the wrong reader', () => {
  it('holds when an answer quotes its own question and earlier ones of its conversation', () => {
    expect(judge(second, '「mark-1x1z 猫」を踏まえて「mark-1x2z 犬の漫画」にお答えします')).toEqual([]);
  });

  it('holds when an answer quotes the beginning of a long question', () => {
    const text = `mark-1x1z ${'漫'.repeat(100)}`;
    expect(judge({ ...first, text }, `「mark-1x1z ${'漫'.repeat(49)}…」`)).toEqual([]);
  });

  it('finds an answer to another question', () => {
    expect(judge(first, 'ようこそ')).toEqual([expect.stringContaining('answer is to another question')]);
  });

  it('finds the answer to another question that many ask: a cache that mixes them up', () => {
    expect(judge(popular, '「人気の料理漫画は？」とのお尋ねですね')).toEqual([]);
    expect(judge(popular, '「おすすめの冒険漫画は？」とのお尋ねですね')).toEqual([
      expect.stringContaining('to another question'),
    ]);
  });

  it("finds another customer's words in an answer", () => {
    expect(judge(first, 'mark-1x1z 猫の漫画 mark-2x1z')).toEqual([expect.stringContaining('of rest-2-1')]);
  });

  it("finds a customer's words in the answer that many share", () => {
    expect(judge(popular, '人気の料理漫画は？ mark-2x1z')).toEqual([expect.stringContaining('of rest-2-1')]);
  });

  it('finds a stored answer to another question, though the customer was only promised one', () => {
    const attempts = [attemptOf({ outcome: { kind: 'deferred', sessionId: 's-1' } })];
    const stored = (reply: string) =>
      rightReader(evidenceOf({ messages, attempts, sessions: sessionRows([{ reply }]) }));
    expect(stored('「mark-1x1z 猫の漫画」')).toEqual([]);
    expect(stored('「mark-2x1z 猫の漫画」')).toEqual([
      'rest-1-1-1: the stored answer is to another question',
      'rest-1-1-1: the stored answer holds mark-2x1z, of rest-2-1',
    ]);
  });
});
