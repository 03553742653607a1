import * as fc from 'fast-check';
import { estimateTokens, tokenUpperBound } from '../../../core/chat/estimate-tokens';
import { ordinaryMessages } from '../../support/ordinary-messages';

test.each([
  ['', 0],
  ['漫画', 3],
  ['ひらがなとカタカナー、ﾊﾝｶｸ。', 24],
  ['manga', 1],
  ['do not', 2],
  ["don't", 1],
  ['12345678', 4],
  ['進撃の巨人 vol. 3', 11],
])('%s is estimated at %d tokens', (text, tokens) => {
  expect(estimateTokens(text)).toBe(tokens);
});

test('the upper bound is the number of bytes, which no estimate of text exceeds', () => {
  expect(tokenUpperBound('漫画a')).toBe(7);
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...ordinaryMessages));
  fc.assert(
    fc.property(text, (value) => {
      expect(estimateTokens(value)).toBeLessThanOrEqual(tokenUpperBound(value));
    }),
  );
});

test('more text is never fewer tokens than its longer half', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      const together = estimateTokens(`${one}。${other}`);
      expect(together).toBeGreaterThanOrEqual(Math.max(estimateTokens(one), estimateTokens(other)));
    }),
  );
});
