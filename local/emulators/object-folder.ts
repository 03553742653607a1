import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FromSchema } from 'json-schema-to-ts';
import { createValidator } from '../../core/json-schema/create-validator';

const headerSchema = {
  type: 'object',
  required: ['key', 'contentType', 'metadata'],
  additionalProperties: false,
  properties: {
    key: { type: 'string' },
    contentType: { type: 'string' },
    metadata: { type: 'object', additionalProperties: { type: 'string' } },
  },
} as const;

const parseHeader = createValidator<FromSchema<typeof headerSchema>>(headerSchema);

export interface KeptObject extends FromSchema<typeof headerSchema> {
  readonly body: Buffer;
}

const lineEnd = 0x0a;

const parseObject = (content: Buffer): readonly KeptObject[] => {
  const end = content.indexOf(lineEnd);
  const header = parseHeader(JSON.parse(content.subarray(0, end).toString()));
  return header.ok ? [{ ...header.value, body: content.subarray(end + 1) }] : [];
};

/** A bucket as a folder: a file for each object, which holds its header as a line of JSON and then its bytes. */
export const objectFolder = (folder: string) => {
  mkdirSync(folder, { recursive: true });
  // A key may be longer than a file's name, and hold anything.
  const fileOf = (key: string): string => join(folder, createHash('sha256').update(key).digest('hex'));
  return {
    load: (): readonly KeptObject[] =>
      readdirSync(folder)
        .filter((name) => /^[0-9a-f]{64}$/.test(name))
        .flatMap((name) => parseObject(readFileSync(join(folder, name)))),
    save: ({ body, ...header }: KeptObject): void => {
      const file = fileOf(header.key);
      writeFileSync(`${file}.next`, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]));
      renameSync(`${file}.next`, file);
    },
    remove: (key: string): void => rmSync(fileOf(key), { force: true }),
  };
};
