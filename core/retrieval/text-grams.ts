const runs = /[\p{Script=Latin}\p{N}\p{M}]+|[^\s\p{Script=Latin}\p{N}\p{M}]+/gu;
const latinRun = /^[\p{Script=Latin}\p{N}\p{M}]/u;

/** A gram as a word of hexadecimal digits: full-text analysers split Japanese, but leave these whole. */
const asWord = (gram: string): string =>
  `g${Array.from(gram, (letter) => (letter.codePointAt(0) ?? 0).toString(16)).join('x')}`;

const latinGrams = (word: string): readonly string[] => {
  const letters = Array.from(word);
  const triples = letters.slice(2).map((_, at) => asWord(letters.slice(at, at + 3).join('')));
  return [`w${asWord(word)}`, ...(letters.length > 3 ? triples : [])];
};

const otherGrams = (run: string): readonly string[] => {
  const letters = Array.from(run);
  if (letters.length === 1) return letters.map(asWord);
  return letters.slice(0, -1).flatMap((letter, at) => {
    const [next, afterNext] = letters.slice(at + 1, at + 3);
    const pair = asWord(`${letter}${next ?? ''}`);
    // A pair around one character survives when that character is mistaken.
    return afterNext === undefined ? [pair] : [pair, `s${asWord(`${letter}${afterNext}`)}`];
  });
};

/**
 * The grams of folded text: neighbouring pairs of Japanese and Chinese characters, and pairs around one character;
 * words and triples of Latin letters. One changed character leaves most of them as they were.
 */
export const textGrams = (folded: string): readonly string[] =>
  (folded.match(runs) ?? []).flatMap((run) => (latinRun.test(run) ? latinGrams(run) : otherGrams(run)));
