import * as fc from 'fast-check';
import type { SchemaNode } from './schema-node';
import { validDocument } from './valid-document';

const samples: Readonly<Record<string, readonly unknown[]>> = {
  string: ['text', ''],
  integer: [7, -1],
  boolean: [true, false],
  array: [[], [[]], [{}]],
  object: [{}, { action: 'sendMessage' }],
  null: [null],
  number: [0.5, 1e308, -1e-308],
};

/** Values of every type but this one; a number without a fraction is an integer. */
const ofAnotherType = (type: string): fc.Arbitrary<unknown> =>
  fc.constantFrom(
    ...Object.entries(samples)
      .filter(([name]) => name !== type)
      .flatMap(([, values]) => values.filter((value) => type !== 'integer' || !Number.isInteger(value))),
  );

/** Names that mean something elsewhere, or nearly what the schema says. */
const strangeNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  ' action',
  'Action',
  'data ',
  '\u0000',
  'ａｃｔｉｏｎ',
  '$ref',
  '0',
];

const brokenString = ({
  enum: allowed,
  pattern,
  minLength = 0,
  maxLength,
}: SchemaNode): fc.Arbitrary<unknown> => {
  const regex = pattern === undefined ? undefined : new RegExp(pattern);
  const isBroken = (text: string): boolean =>
    (allowed !== undefined && !allowed.includes(text)) ||
    (regex !== undefined && !regex.test(text)) ||
    Array.from(text).length < minLength ||
    Array.from(text).length > (maxLength ?? Number.POSITIVE_INFINITY);
  const [named] = allowed ?? [];
  const first = typeof named === 'string' ? named : 'x';
  const candidates = [
    '',
    ' ',
    first.toUpperCase(),
    `${first} `,
    `${first}\u0000`,
    `${first}\n`,
    '\u200b',
    'x'.repeat((maxLength ?? 128) + 1),
    '😀'.repeat((maxLength ?? 128) + 1),
    '__proto__',
    'constructor',
  ].filter(isBroken);
  return fc.oneof(
    ofAnotherType('string'),
    ...(candidates.length === 0 ? [] : [fc.constantFrom(...candidates)]),
  );
};

const brokenInteger = ({ minimum, maximum }: SchemaNode): fc.Arbitrary<unknown> =>
  fc.oneof(
    ofAnotherType('integer'),
    ...(minimum === undefined ? [] : [fc.constantFrom(minimum - 1, -(2 ** 53), -1e300)]),
    ...(maximum === undefined ? [] : [fc.constantFrom(maximum + 1, 2 ** 53, 1e300)]),
  );

const brokenArray = ({
  items = {},
  minItems = 0,
  maxItems,
  uniqueItems = false,
}: SchemaNode): fc.Arbitrary<unknown> => {
  const item = validDocument(items);
  const ofLength = (length: number): fc.Arbitrary<unknown> =>
    fc.array(item, { minLength: length, maxLength: length });
  return fc.oneof(
    ofAnotherType('array'),
    brokenDocument(items).map((broken) => [broken]),
    ...(minItems > 0 ? [ofLength(minItems - 1)] : []),
    ...(maxItems === undefined ? [] : [ofLength(maxItems + 1)]),
    ...(uniqueItems ? [item.map((each) => [each, each])] : []),
  );
};

const brokenObject = (node: SchemaNode): fc.Arbitrary<unknown> => {
  const { properties = {}, required = [] } = node;
  const entriesOf = validDocument(node).map((value) => Object.entries(Object(value)));
  const without = (name: string): fc.Arbitrary<unknown> =>
    entriesOf.map((entries) => Object.fromEntries(entries.filter(([each]) => each !== name)));
  const withValue = (name: string, values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc
      .tuple(entriesOf, values)
      .map(([entries, value]) =>
        Object.fromEntries([...entries.filter(([each]) => each !== name), [name, value]]),
      );
  const strange = strangeNames.filter((name) => !Object.hasOwn(properties, name));
  return fc.oneof(
    ofAnotherType('object'),
    ...required.map(without),
    fc.constantFrom(...strange).chain((name) => withValue(name, fc.jsonValue({ maxDepth: 2 }))),
    ...Object.entries(properties).map(([name, property]) => withValue(name, brokenDocument(property))),
  );
};

/** Documents that a schema refuses for one reason, and that are valid beside. What breaks one of several forms has to fit no other. */
export const brokenDocument = (node: SchemaNode): fc.Arbitrary<unknown> => {
  if (node.oneOf !== undefined) return fc.oneof(...node.oneOf.map(brokenDocument));
  switch (node.type ?? 'null') {
    case 'string':
      return brokenString(node);
    case 'integer':
      return brokenInteger(node);
    case 'array':
      return brokenArray(node);
    case 'object':
      return brokenObject(node);
    default:
      return ofAnotherType(node.type ?? 'null');
  }
};
