import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { guessJapaneseEncoding } from '../../core/http/guess-japanese-encoding';
import { AdminError } from '../admin-error';
import { csvRows } from './csv-rows';
import { jsonLinesRows } from './json-lines-rows';
import { mediaArtsRows } from './media-arts-rows';
import type { ReadRows, SourceRow } from './source-row';

const formats: Readonly<Record<string, ReadRows>> = {
  '.csv': csvRows,
  '.jsonl': jsonLinesRows,
  '.ndjson': jsonLinesRows,
  '.json': mediaArtsRows,
  '.jsonld': mediaArtsRows,
};

interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const extensionOf = (name: string): string => /\.[a-z0-9]+$/.exec(name.toLowerCase())?.[0] ?? '';

const unpacked = (file: string, bytes: Uint8Array): readonly NamedBytes[] => {
  try {
    if (extensionOf(file) === '.gz')
      return [{ name: file.slice(0, -'.gz'.length), bytes: gunzipSync(bytes) }];
    if (extensionOf(file) !== '.zip') return [{ name: file, bytes }];
    return Object.entries(unzipSync(bytes))
      .filter(([name]) => extensionOf(name) in formats)
      .map(([name, content]) => ({ name: `${file}/${name}`, bytes: content }));
  } catch (cause) {
    throw new AdminError(
      'usage',
      `${file} cannot be unpacked: it is damaged or not a ${extensionOf(file)} file.`,
      {
        cause,
      },
    );
  }
};

/** UTF-8, else the Japanese encoding in which it makes most sense: spreadsheets in Japan write Shift_JIS. */
const decode = ({ name, bytes }: NamedBytes): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const encoding = guessJapaneseEncoding(bytes);
    if (encoding !== undefined) return new TextDecoder(encoding).decode(bytes);
    throw new AdminError('usage', `${name} is not UTF-8. Save it as UTF-8, or as Shift_JIS.`, { cause });
  }
};

const readBytes = async (path: string): Promise<Uint8Array> => {
  try {
    return await readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AdminError('usage', `${path} cannot be read: ${reason}`, { cause });
  }
};

/**
 * The rows of a file: CSV, JSON Lines or the Media Arts Database's JSON-LD by its name, plain or in `.zip` or `.gz`.
 * Rejects with an `AdminError` where the file as a whole cannot be read.
 */
export async function* readSource(path: string): AsyncGenerator<SourceRow> {
  const parts = unpacked(basename(path), await readBytes(path));
  const readable = parts.flatMap((part) => {
    const read = formats[extensionOf(part.name)];
    return read ? [{ part, read }] : [];
  });
  if (readable.length === 0) {
    const known = Object.keys(formats).join(', ');
    throw new AdminError('usage', `${path} holds none of ${known}, plain or in .zip or .gz.`);
  }
  for (const { part, read } of readable) yield* read(part.name, decode(part));
}
