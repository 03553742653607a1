/**
 * An emoji with the invisible characters that belong to it: flags made of tags, then pictographs joined by U+200D
 * (also where a keyboard left U+FE0F out, which `RGI_Emoji` does not know), then keycaps, flags and the rest.
 */
const emoji =
  /\p{RGI_Emoji_Tag_Sequence}|\p{Extended_Pictographic}[\u{FE0F}\p{Emoji_Modifier}]?(?:\u{200D}\p{Extended_Pictographic}[\u{FE0F}\p{Emoji_Modifier}]?)*|\p{RGI_Emoji}/v;

/** Zero-width, Tag block, bidi controls, variation selectors, fillers; control characters but tab and line feed. */
const invisible =
  /[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u{FFF9}-\u{FFFB}[\p{Cc}--[\t\n]]]/v;

const emojiOrInvisible = new RegExp(`(${emoji.source})|${invisible.source}`, 'gv');

const lineBreak = /\r\n|[\r\u{85}\u{2028}\u{2029}]/gv;

/** The marks on one letter beyond those that the Stream-Safe Text Format allows (UAX #15, section 13). */
const marksBeyond = /(\p{M}{30})\p{M}+/gu;

/** Normalising sorts the marks on a letter, in time that grows with the square of their number: no letter keeps more than 30. */
const composed = (text: string): string =>
  text.replace(marksBeyond, '$1').normalize('NFC').replace(marksBeyond, '$1');

/** The text without what nobody sees; emoji stay whole. */
export const removeInvisible = (text: string): string =>
  invisible.test(text)
    ? text.replace(emojiOrInvisible, (_match, kept: string | undefined) => kept ?? '')
    : text;

/**
 * What the model, the search and the cache get of a message: no invisible text, line feeds as line breaks, at most 30 marks
 * on a letter, NFC, trimmed.
 * NFC alters CJK compatibility ideographs, so whoever shows a message shows the original. Idempotent; linear in the length.
 */
export const sanitiseMessage = (text: string): string =>
  composed(removeInvisible(text.replace(lineBreak, '\n'))).trim();
