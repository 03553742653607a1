export { seededRandom } from '../local/bedrock-stand-in/seeded-random';

/** A whole number from `least` to `most`. */
export const wholeNumber = (random: () => number, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1));

export const pick = <T>(random: () => number, list: readonly [T, ...T[]]): T =>
  list[wholeNumber(random, 0, list.length - 1)] ?? list[0];

export const shuffled = <T>(random: () => number, list: readonly T[]): readonly T[] =>
  list
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
