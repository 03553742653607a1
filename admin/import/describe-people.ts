import type { Person } from './split-people';

/** Names without roles, each once, in order. */
export const namesOf = (people: readonly Person[]): readonly string[] => [
  ...new Set(people.map(({ name }) => name)),
];

/** The roles in words for the notes: `担当：石川茂（文）、伊藤展安（え）`; empty where no role is known. */
export const rolesInWords = (people: readonly Person[]): string => {
  const known = people.filter(({ role }) => role !== undefined);
  return known.length === 0 ? '' : `担当：${known.map(({ name, role }) => `${name}（${role}）`).join('、')}`;
};

/** Notes of several sources, one on each line; undefined where there is nothing to note. */
export const joinNotes = (...parts: readonly (string | undefined)[]): string | undefined => {
  const lines = parts.flatMap((part) => part?.trim() || []);
  return lines.length === 0 ? undefined : lines.join('\n');
};
