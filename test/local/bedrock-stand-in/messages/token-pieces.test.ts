import { assert, property, string } from 'fast-check';
import { countTokens, toPieces } from '../../../../local/bedrock-stand-in/messages/token-pieces';

describe('Tokens of the stand-in', () => {
  test.each([
    '昭和初期の東京を舞台に、貧しい家に生まれた少年が料理人を目指して奮闘する姿を描いた人情物語です。',
    '巨大な壁に囲まれた街で暮らす少年は、ある日突然現れた巨人によって平穏な日常を奪われてしまう。',
    'サッカー部に入部したタクミは、チームメイトとともに全国大会の優勝をめざしてがんばります。',
  ])('are 0.8 to 1.15 for a character of Japanese prose: %s', (text) => {
    const perCharacter = countTokens(text) / text.length;
    expect(perCharacter).toBeGreaterThan(0.8);
    expect(perCharacter).toBeLessThan(1.15);
  });

  test('are about 1.3 for an English word', () => {
    const text = 'The young chef travels through the country to learn from the greatest cooks of his time';
    expect(countTokens(text) / text.split(' ').length).toBeGreaterThan(1);
    expect(countTokens(text) / text.split(' ').length).toBeLessThan(1.6);
  });

  test('never lose or break a character, whatever the text', () => {
    assert(
      property(string({ unit: 'grapheme' }), (text) => {
        const pieces = toPieces(text);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        expect(pieces.every((piece) => piece.text.isWellFormed() && piece.tokens >= 1)).toBe(true);
        expect(pieces.reduce((sum, piece) => sum + piece.tokens, 0)).toBe(countTokens(text));
      }),
    );
  });
});
