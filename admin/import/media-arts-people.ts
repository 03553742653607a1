import { namesOf, rolesInWords } from './describe-people';
import type { JsonObject } from './json-object';
import { type Person, splitPeople } from './split-people';

export interface PeopleField {
  readonly name: string;
  /** Role of those for whom the field names none. */
  readonly role?: string;
}

/** The people of a node: their names, and for the notes their roles and the readings of the names. */
export const describePeople = (
  node: JsonObject,
  fields: readonly PeopleField[],
  textAndReading: (value: unknown) => { readonly text?: string; readonly reading?: string },
): { readonly names: readonly string[]; readonly roles: string; readonly readings: string } => {
  const people: Person[] = [];
  const readings: string[] = [];
  for (const field of fields) {
    const { text = '', reading = '' } = textAndReading(node[field.name]);
    people.push(
      ...splitPeople(text).map((person) => ({
        ...(field.role !== undefined && { role: field.role }),
        ...person,
      })),
    );
    readings.push(...namesOf(splitPeople(reading)));
  }
  return {
    names: namesOf(people),
    roles: rolesInWords(people),
    readings: readings.length === 0 ? '' : `人名の読み：${readings.join('、')}`,
  };
};
