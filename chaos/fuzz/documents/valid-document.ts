import * as fc from 'fast-check';
import type { SchemaNode } from './schema-node';

/** One of each length in UTF-16 and UTF-8, and of each kind that is treated in its own way. */
const units = ['a', '漢', '😀', 'が', '\u0301', '"', '\\', '\u0000', '\u2028', '\u{10FFFF}'] as const;

const validString = ({ pattern, minLength = 0, maxLength = 100 }: SchemaNode): fc.Arbitrary<string> =>
  pattern === undefined
    ? fc.oneof(
        {
          weight: 4,
          arbitrary: fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 80) }),
        },
        { weight: 1, arbitrary: fc.constantFrom(...units).map((unit) => unit.repeat(maxLength)) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(...units).map((unit) => unit.repeat(Math.max(1, minLength))),
        },
      )
    : fc.stringMatching(new RegExp(pattern));

const validObject = ({ properties = {}, required = [] }: SchemaNode): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      ...Object.entries(properties).map(([name, node]) =>
        validDocument(node).chain((value) =>
          required.includes(name)
            ? fc.constant([[name, value] as const])
            : fc.constantFrom<readonly (readonly [string, unknown])[]>([[name, value]], []),
        ),
      ),
    )
    .map((entries) => Object.fromEntries(entries.flat()));

/** Documents that a schema accepts, with its limits among them. */
export const validDocument = (node: SchemaNode): fc.Arbitrary<unknown> => {
  if (node.oneOf !== undefined) return fc.oneof(...node.oneOf.map(validDocument));
  if (node.enum !== undefined) return fc.constantFrom(...node.enum);
  switch (node.type ?? 'none') {
    case 'string':
      return validString(node);
    case 'integer':
      return fc.integer({ min: node.minimum ?? -1e6, max: node.maximum ?? 1e6 });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.uniqueArray(validDocument(node.items ?? {}), {
        minLength: node.minItems ?? 0,
        maxLength: Math.min(node.maxItems ?? 5, 5),
        selector: (value) => JSON.stringify(value),
      });
    case 'object':
      return validObject(node);
    default:
      throw new Error(`No documents are made for the type ${node.type}.`);
  }
};
