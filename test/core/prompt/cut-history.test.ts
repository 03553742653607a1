import * as fc from 'fast-check';
import { cutHistory, type HistoryLimits } from '../../../core/prompt/cut-history';
import type { SessionTurn } from '../../../core/sessions/session-store';
import { sessionTurn } from '../../support/session-turn';

const limits: HistoryLimits = {
  maxTurns: 10,
  maxTokens: 1000,
  maxBound: 10_000,
  estimate: (text) => text.length,
  upperBound: (text) => 2 * text.length,
};
const turnsOf = (count: number): SessionTurn[] =>
  Array.from({ length: count }, (_, index) => sessionTurn(index + 1));

test('keeps the last ten turns, oldest first', () => {
  const { pairs, cut } = cutHistory(turnsOf(12), limits);
  expect(pairs.map(({ question }) => question)).toEqual(
    [3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((turn) => `問${turn}`),
  );
  expect(cut).toBe(true);
});

test('keeps whole pairs within the budget of tokens, without gaps', () => {
  const turns = [sessionTurn(1), sessionTurn(2, '長'.repeat(500)), sessionTurn(3), sessionTurn(4)];
  expect(cutHistory(turns, { ...limits, maxTokens: 100 }).pairs.map(({ answer }) => answer)).toEqual([
    '答3',
    '答4',
  ]);
  expect(cutHistory(turns, { ...limits, maxBound: 9 }).pairs.map(({ answer }) => answer)).toEqual(['答4']);
  expect(cutHistory(turns, { ...limits, maxTurns: 0 }).pairs).toEqual([]);
});

test('leaves out what was never answered, is blank, or is there twice', () => {
  const { answer: _answer, ...unanswered } = sessionTurn(2);
  const turns = [sessionTurn(1), unanswered, sessionTurn(3, '\u200B '), sessionTurn(4), sessionTurn(4)];
  expect(cutHistory(turns, limits)).toEqual({
    pairs: [
      { question: '問1', answer: '答1' },
      { question: '問4', answer: '答4' },
    ],
    cut: false,
  });
});

test('removes invisible text from old messages, which are stored as they were sent', () => {
  expect(cutHistory([sessionTurn(1, '問\u{E0041}い\u202E')], limits).pairs[0]?.question).toBe('問い');
});

test('whatever a session holds, the history keeps every limit and alternates', () => {
  const anyText = fc.oneof(fc.string({ maxLength: 400 }), fc.constantFrom('', ' ', '\u200B', '問い'));
  const anyTurn = fc
    .record({ turn: fc.integer({ min: 1, max: 20 }), message: anyText, reply: fc.option(anyText) })
    .map(({ turn, message, reply }) => sessionTurn(turn, message, reply));
  fc.assert(
    fc.property(
      fc.array(anyTurn, { maxLength: 25 }),
      fc.record({
        maxTurns: fc.integer({ min: 0, max: 12 }),
        maxTokens: fc.integer({ min: 0, max: 2000 }),
        maxBound: fc.integer({ min: -10, max: 3000 }),
      }),
      (turns, numbers) => {
        const { pairs, cut } = cutHistory(turns, { ...limits, ...numbers });
        const texts = pairs.flatMap(({ question, answer }) => [question, answer]);
        const sum = (measure: (text: string) => number) =>
          texts.reduce((all, text) => all + measure(text), 0);
        expect(pairs.length).toBeLessThanOrEqual(numbers.maxTurns);
        expect(sum(limits.estimate)).toBeLessThanOrEqual(numbers.maxTokens);
        expect(pairs.length === 0 || sum(limits.upperBound) <= numbers.maxBound).toBe(true);
        expect(texts.every((text) => text.trim() !== '')).toBe(true);
        if (!cut) expect(pairs.length).toBeLessThanOrEqual(new Set(turns.map(({ turn }) => turn)).size);
        const everything = cutHistory(turns, {
          ...limits,
          maxTurns: 99,
          maxTokens: 1e9,
          maxBound: 1e9,
        }).pairs;
        expect(everything.slice(everything.length - pairs.length)).toEqual(pairs);
      },
    ),
  );
});
