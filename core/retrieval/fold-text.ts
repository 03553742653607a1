const katakana = /[\u30a1-\u30f6\u30fd\u30fe]/g;
const marks = /[\p{P}\p{S}\p{C}ー]/gu;
const longVowels: readonly (readonly [RegExp, string])[] = [
  [/ou|oo|oh(?![aeiouy])/g, 'o'],
  [/uu/g, 'u'],
  [/aa/g, 'a'],
  [/ii/g, 'i'],
  [/ee/g, 'e'],
  [/m(?=[bp])/g, 'n'],
];

/**
 * What two spellings of the same words have in common: NFKC, lower case, hiragana for katakana,
 * no punctuation, no long-vowel mark, single spaces. `ワンピース！` and `わんぴーす` become `わんぴす`.
 */
export const foldText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(katakana, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0x60))
    .replace(/(\p{L})[’'](?=\p{L})/gu, '$1')
    .replace(/ー/g, '')
    .replace(marks, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

/** Folds spellings of romaji: `Shōnen`, `shounen` and `shonen` become `shonen`. Takes folded text. */
export const foldRomaji = (folded: string): string => {
  const letters = folded
    .normalize('NFD')
    .replace(/\p{M}|\s/gu, '')
    .normalize('NFC');
  return longVowels.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), letters);
};
