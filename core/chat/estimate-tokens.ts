/** Tokens a character or a word, of the reference design. */
const tokensPer = { japaneseCharacter: 1.5, englishWord: 0.75, otherCharacter: 0.5 } as const;

/** Kana, kanji and the punctuation that they share, half-width forms included. */
const japanese = /[\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Han}]/gu;
const englishWords = /[A-Za-z]+(?:['’][A-Za-z]+)*/g;

const codePoints = (text: string): number => Array.from(text).length;

/**
 * Tokens of a text by the reference design's rule: 1.5 for a Japanese character, 0.75 for an English word, 0.5 for any other
 * code point, rounded up. A fair mean, not a bound: see `token-estimator.ts` for what corrects it, and `tokenUpperBound`.
 */
export const estimateTokens = (text: string): number => {
  const japaneseCharacters = text.match(japanese)?.length ?? 0;
  const words = text.match(englishWords) ?? [];
  const wordCharacters = words.reduce((sum, word) => sum + word.length, 0);
  return Math.ceil(
    japaneseCharacters * tokensPer.japaneseCharacter +
      words.length * tokensPer.englishWord +
      (codePoints(text) - japaneseCharacters - wordCharacters) * tokensPer.otherCharacter,
  );
};

/** No text has more tokens than this, where a limit is at stake: a tokenizer over bytes takes at least one byte for a token. */
export const tokenUpperBound = (text: string): number => Buffer.byteLength(text, 'utf8');
