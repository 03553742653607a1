import * as fc from 'fast-check';
import { brokenDocument } from './broken-document';
import { damagedBytes, invalidUtf8 } from './damaged-bytes';
import { hostileTexts } from './hostile-texts';
import { oddNumbers, structuralBombs } from './json-bombs';
import type { SchemaNode } from './schema-node';
import { validDocument } from './valid-document';

/** Bytes for either door, and what a schema's reader is to say about them; `either`: both answers are right, if all give the same. */
export interface HostileDocument {
  readonly kind: string;
  readonly bytes: Buffer;
  readonly expected: 'valid' | 'invalid' | 'either';
}

const bytesOf = (kind: string, expected: HostileDocument['expected'], all: fc.Arbitrary<Buffer>) =>
  all.map((bytes): HostileDocument => ({ kind, expected, bytes }));

const written = (kind: string, expected: HostileDocument['expected'], texts: fc.Arbitrary<string>) =>
  bytesOf(
    kind,
    expected,
    texts.map((text) => Buffer.from(text)),
  );

const escaped = (text: string): string =>
  text.replace(
    /"(?:[^"\\]|\\.)*"/g,
    (literal) =>
      `"${Array.from(
        { length: JSON.parse(literal).length },
        (_, at) => `\\u${JSON.parse(literal).charCodeAt(at).toString(16).padStart(4, '0')}`,
      ).join('')}"`,
  );

const message = (literal: string): string => `{"action":"sendMessage","data":{"message":${literal}}}`;

const loneSurrogates = ['"\\ud800"', '"\\udc00\\ud800"', '"漫\\udfff画"', '"\\uD83D"', '"\\ude00"'];

/** Documents for a route of the chat: what its schema accepts, what it nearly accepts, and what nobody should send. */
export const hostileDocument = (schema: SchemaNode): fc.Arbitrary<HostileDocument> => {
  const valid = validDocument(schema).map((value) => JSON.stringify(value));
  const broken = brokenDocument(schema).map((value) => JSON.stringify(value));
  return fc.oneof(
    { weight: 6, arbitrary: written('valid', 'valid', valid) },
    { weight: 8, arbitrary: written('nearly valid', 'invalid', broken) },
    { weight: 2, arbitrary: written('valid, escaped', 'valid', valid.map(escaped)) },
    {
      weight: 1,
      arbitrary: written(
        'valid, spaced',
        'valid',
        valid.map((text) => `\r\n\t ${text}${' '.repeat(2000)}`),
      ),
    },
    {
      weight: 1,
      arbitrary: written(
        'key twice, the last is right',
        'valid',
        valid.map((text) => `{"action":[],${text.slice(1)}`),
      ),
    },
    {
      weight: 1,
      arbitrary: written(
        'key twice, the last is wrong',
        'invalid',
        valid.map((text) => `${text.slice(0, -1)},"action":"buy"}`),
      ),
    },
    {
      weight: 2,
      arbitrary: written(
        'hostile text',
        'valid',
        fc.constantFrom(...hostileTexts).map((text) => message(JSON.stringify(text))),
      ),
    },
    {
      weight: 1,
      arbitrary: written('lone surrogate', 'valid', fc.constantFrom(...loneSurrogates).map(message)),
    },
    { weight: 1, arbitrary: written('odd number', 'either', oddNumbers) },
    { weight: 2, arbitrary: written('bomb', 'invalid', structuralBombs) },
    {
      weight: 3,
      arbitrary: bytesOf('not JSON', 'invalid', damagedBytes(valid)),
    },
    {
      weight: 3,
      arbitrary: bytesOf('not UTF-8', 'invalid', invalidUtf8(valid)),
    },
    { weight: 2, arbitrary: written('any JSON', 'either', fc.json()) },
    {
      weight: 2,
      arbitrary: bytesOf(
        'any bytes',
        'either',
        fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      ),
    },
  );
};
