/** A person as a catalogue names one. */
export interface Person {
  readonly name: string;
  /** What the catalogue says in brackets before the name: 文, 絵, 原作. */
  readonly role?: string;
}

/** A bracketed role, a separator, or text between them. */
const token = /\[([^\]]*)\]|\s*／\s*|\s+\/\s+|([^[／]+?)(?=\s*／|\s+\/\s|\[|$)/gu;

/** A slash between two Japanese characters separates people; in `M/M` it is part of a name. */
const unspacedSlash = /(?<=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー々])\/(?=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}])/u;

/**
 * Splits what a catalogue writes into one field: several people separated by ` ／ `, each with an optional role before
 * the name, `[文]石川茂 ／ [え]伊藤展安`; brackets of every width. A role without a name is left out.
 */
export const splitPeople = (text: string): readonly Person[] => {
  const people: Person[] = [];
  let role: string | undefined;
  const plain = text.replace(/[［〔]/g, '[').replace(/[］〕]/g, ']');
  for (const [whole, bracketed, name] of plain.matchAll(token)) {
    if (bracketed !== undefined) role = bracketed.trim() || undefined;
    else if (name === undefined) role = whole.trim() === '' ? role : undefined;
    else {
      for (const part of name.split(unspacedSlash).map((value) => value.replaceAll(']', '').trim())) {
        if (part !== '') people.push({ name: part, ...(role !== undefined && { role }) });
      }
      role = undefined;
    }
  }
  return people;
};
