import * as fc from 'fast-check';
import { maxBodyBytes } from '../../../contracts/api-routes';
import { chatRequestSchema, pingSchema } from '../../../contracts/chat-request';
import { brokenDocument } from './broken-document';
import { damagedBytes, invalidUtf8 } from './damaged-bytes';
import { hostileTexts } from './hostile-texts';
import { oddNumbers, structuralBombs, wrongNumbers } from './json-bombs';
import type { SchemaNode } from './schema-node';
import { validDocument } from './valid-document';

/** Bytes for either door. What is made by chance alone counts as invalid: nobody hits a request by chance. */
export interface HostileDocument {
  readonly kind: string;
  readonly bytes: Buffer;
  /** What is to be said about it where a chat request is wanted, whatever its length. */
  readonly expected: 'valid' | 'invalid';
  /** The socket answers it, REST knows none. */
  readonly isPing?: boolean;
}

type Label = Omit<HostileDocument, 'kind' | 'bytes'>;

const invalid: Label = { expected: 'invalid' };
const valid: Label = { expected: 'valid' };

const made = (kind: string, label: Label, weight: number, all: fc.Arbitrary<string | Buffer>) => ({
  weight,
  arbitrary: all.map(
    (document): HostileDocument => ({
      ...label,
      kind,
      bytes: typeof document === 'string' ? Buffer.from(document) : document,
    }),
  ),
});

const escaped = (text: string): string =>
  text.replace(
    /"(?:[^"\\]|\\.)*"/g,
    (literal) =>
      `"${Array.from(
        { length: JSON.parse(literal).length },
        (_, at) => `\\u${JSON.parse(literal).charCodeAt(at).toString(16).padStart(4, '0')}`,
      ).join('')}"`,
  );

/** Spaces up to a length, in bytes. */
const filledTo = (text: string, length: number): string =>
  `${text}${' '.repeat(length - Buffer.byteLength(text))}`;

/** Bytes above what a body may have: up to the longest message of the socket, above it, and far above. */
const excesses = [1, maxBodyBytes, maxBodyBytes + 1, 1_000_000];

/** What a schema accepts, what it nearly accepts, and what is done to either. */
const madeFrom = (schema: SchemaNode, name: string, right: Label): fc.Arbitrary<HostileDocument> => {
  const fitting = validDocument(schema).map((value) => JSON.stringify(value));
  const broken = brokenDocument(schema).map((value) => JSON.stringify(value));
  const kind = (what: string): string => `${name}, ${what}`;
  return fc.oneof(
    made(kind('valid'), right, 6, fitting),
    made(kind('nearly valid'), invalid, 8, broken),
    made(kind('escaped'), right, 2, fitting.map(escaped)),
    made(
      kind('spaced'),
      right,
      1,
      fitting.map((text) => `\r\n\t ${text}${' '.repeat(2000)}`),
    ),
    made(
      kind('as long as it may be'),
      right,
      1,
      fitting.map((text) => filledTo(text, maxBodyBytes)),
    ),
    made(
      kind('too long'),
      right,
      1,
      fc
        .tuple(fitting, fc.constantFrom(...excesses))
        .map(([text, excess]) => filledTo(text, maxBodyBytes + excess)),
    ),
    made(
      kind('key twice, the last is right'),
      right,
      1,
      fitting.map((text) => `{"action":[],${text.slice(1)}`),
    ),
    made(
      kind('key twice, the last is wrong'),
      invalid,
      1,
      fitting.map((text) => `${text.slice(0, -1)},"action":"buy"}`),
    ),
    made(kind('not JSON'), invalid, 3, damagedBytes(fitting)),
    made(kind('not UTF-8'), invalid, 3, invalidUtf8(fitting)),
  );
};

const message = (literal: string): string => `{"action":"sendMessage","data":{"message":${literal}}}`;

const loneSurrogates = ['"\\ud800"', '"\\udc00\\ud800"', '"漫\\udfff画"', '"\\uD83D"', '"\\ude00"'];

const anyBytes = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));

/** Documents for both doors: what their schemas accept, what they nearly accept, and what nobody should send. */
export const hostileDocument: fc.Arbitrary<HostileDocument> = fc.oneof(
  { weight: 24, arbitrary: madeFrom(chatRequestSchema, 'a request', valid) },
  { weight: 6, arbitrary: madeFrom(pingSchema, 'a ping', { expected: 'invalid', isPing: true }) },
  made(
    'hostile text',
    valid,
    2,
    fc.constantFrom(...hostileTexts).map((text) => message(JSON.stringify(text))),
  ),
  made('lone surrogate', valid, 1, fc.constantFrom(...loneSurrogates).map(message)),
  made('odd number', valid, 1, oddNumbers),
  made('wrong number', invalid, 1, wrongNumbers),
  made('bomb', invalid, 2, structuralBombs),
  made('any JSON', invalid, 2, fc.json()),
  made('any bytes', invalid, 2, anyBytes),
);
