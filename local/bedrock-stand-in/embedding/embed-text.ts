import { stableHash } from '../answers/stable-hash';

/** What a gram weighs by its length: single characters say little, pairs and triples are words. */
const weightOfLength = [0, 0.4, 1, 1.3] as const;

/** Hiragana alone are mostly particles and endings. */
const hiraganaOnly = /^[\u3041-\u309f]+$/;

const isWhite = (unit: number): boolean => unit <= 0x20 || unit === 0x3000;

/** Width, case and kana folded; marks and brackets are spaces. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replaceAll(/[\p{P}\p{S}]/gu, ' ');

const addGrams = (vector: Float64Array, text: string): void => {
  for (let length = 1; length < weightOfLength.length; length += 1) {
    const weight = weightOfLength[length] ?? 0;
    for (let start = 0; start + length <= text.length; start += 1) {
      if (isWhite(text.charCodeAt(start)) || isWhite(text.charCodeAt(start + length - 1))) continue;
      const gram = text.slice(start, start + length);
      const hash = stableHash(gram);
      const at = hash % vector.length;
      const sign = (hash >>> 16) % 2 === 0 ? 1 : -1;
      vector[at] = (vector[at] ?? 0) + sign * weight * (hiraganaOnly.test(gram) ? 0.3 : 1);
    }
  }
};

/**
 * A vector for a text: hashed character n-grams, so that texts that share words are near each other.
 * It knows no meaning. `normalize`: length 1.
 */
export const embedText = (text: string, dimensions: number, normalize: boolean): readonly number[] => {
  const vector = new Float64Array(dimensions);
  addGrams(vector, fold(text));
  const length = Math.hypot(...vector) || 1;
  const scale = normalize ? length : 1;
  return Array.from(vector, (value) => Number((value / scale).toFixed(7)));
};
