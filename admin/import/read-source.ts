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

/** Ten times the largest catalogue that is known, and far below what a text may have; in bytes. */
const maxUnpackedBytes = 256 * 1024 * 1024;

const tooLarge = (file: string): AdminError =>
  new AdminError('usage', `${file} holds more than ${maxUnpackedBytes / 1024 / 1024} MB: split it.`);

/** Names of entries are shown, never written to: they get no say about the terminal either. */
const shown = (name: string): string => name.replace(/\p{Cc}/gu, '\uFFFD');

const unzipped = (file: string, bytes: Uint8Array): readonly NamedBytes[] => {
  let total = 0;
  const entries = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!(extensionOf(name) in formats)) return false;
      total += originalSize;
      if (total > maxUnpackedBytes) throw tooLarge(file);
      return true;
    },
  });
  return Object.entries(entries).map(([name, content]) => ({
    name: `${file}/${shown(name)}`,
    bytes: content,
  }));
};

const isTooLong = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

const unpacked = (file: string, bytes: Uint8Array): readonly NamedBytes[] => {
  try {
    if (extensionOf(file) === '.zip') return unzipped(file, bytes);
    if (extensionOf(file) !== '.gz') return [{ name: file, bytes }];
    const content = gunzipSync(bytes, { maxOutputLength: maxUnpackedBytes });
    return [{ name: file.slice(0, -'.gz'.length), bytes: content }];
  } catch (cause) {
    if (cause instanceof AdminError) throw cause;
    if (isTooLong(cause)) throw tooLarge(file);
    const kind = extensionOf(file);
    throw new AdminError('usage', `${file} cannot be unpacked: it is damaged or not a ${kind} file.`, {
      cause,
    });
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
  if (parts.some(({ bytes }) => bytes.length > maxUnpackedBytes)) throw tooLarge(basename(path));
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
