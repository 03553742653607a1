/** Bytes that a UTF-16 unit or a pair takes inside a JSON string, as `JSON.stringify` writes it. */
const jsonBytes = (character: string): number => {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x22 || code === 0x5c) return 2;
  if (code < 0x20) return character === '\n' || character === '\t' || character === '\r' ? 2 : 6;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  if (code >= 0xd800 && code <= 0xdfff) return 6;
  return code < 0x10000 ? 3 : 4;
};

/**
 * Cuts a text into pieces that take at most `maxBytes` each inside a JSON document, between code points.
 * A code point that is larger than `maxBytes` is a piece of its own.
 */
export const splitFrameText = (text: string, maxBytes: number): readonly string[] => {
  // 6 is the most that one UTF-16 unit can take.
  if (text.length * 6 <= maxBytes) return text === '' ? [] : [text];
  const pieces: string[] = [];
  let start = 0;
  let end = 0;
  let bytes = 0;
  for (const character of text) {
    const size = jsonBytes(character);
    if (bytes + size > maxBytes && end > start) {
      pieces.push(text.slice(start, end));
      start = end;
      bytes = 0;
    }
    bytes += size;
    end += character.length;
  }
  if (end > start) pieces.push(text.slice(start, end));
  return pieces;
};
