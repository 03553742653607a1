const decodes = (bytes: Uint8Array, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const kana = /[\u3040-\u30ff]/g;

/**
 * Which Japanese encoding bytes that are not UTF-8 are probably in: the one in which they decode to more kana.
 * A guess, for a caller's information only.
 */
export const guessJapaneseEncoding = (bytes: Uint8Array): 'Shift_JIS' | 'EUC-JP' | undefined => {
  const guesses = (['Shift_JIS', 'EUC-JP'] as const).map((encoding) => ({
    encoding,
    kana: decodes(bytes, encoding)?.match(kana)?.length ?? 0,
  }));
  const [best] = guesses.sort((a, b) => b.kana - a.kana);
  return best !== undefined && best.kana > 0 ? best.encoding : undefined;
};
