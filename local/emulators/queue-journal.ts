import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Now } from '../../core/clock';
import { type JournalEntry, parseJournalEntry } from './journal-entry';
import { JournalState } from './journal-state';

/** The journal is rewritten when it has this many lines more than messages. */
const staleLinesBeforeCompaction = 20_000;

/**
 * The file that makes the queues survive a restart, and a SIGKILL: every change is appended before the sender hears of
 * it. A line that cannot be written (a full disk) throws, leaves no half line behind, and the change does not happen.
 */
export class QueueJournal {
  readonly state = new JournalState();
  /** Lines that could not be read: at most the last one, after a crash in the middle of a write. */
  readonly damagedLines: number;
  readonly #path: string;
  readonly #now: Now;
  #file = -1;
  #bytes = 0;
  #lines = 0;

  constructor(path: string, now: Now) {
    this.#path = path;
    this.#now = now;
    mkdirSync(dirname(path), { recursive: true });
    const lines = existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
      : [];
    const entries = lines.map(parseJournalEntry);
    for (const entry of entries) if (entry !== undefined) this.state.apply(entry);
    this.damagedLines = entries.filter((entry) => entry === undefined).length;
    this.#compact();
  }

  append(entry: JournalEntry): void {
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    try {
      writeWhole(this.#file, line, this.#bytes);
    } catch (error) {
      ftruncateSync(this.#file, this.#bytes);
      throw error;
    }
    this.#bytes += line.length;
    this.#lines += 1;
    this.state.apply(entry);
    if (this.#lines - this.state.size > staleLinesBeforeCompaction) this.#compact();
  }

  close(): void {
    closeSync(this.#file);
  }

  #compact(): void {
    const entries = this.state.entries(this.#now());
    const content = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    const next = `${this.#path}.next`;
    writeFileSync(next, content);
    renameSync(next, this.#path);
    if (this.#file !== -1) closeSync(this.#file);
    this.#file = openSync(this.#path, 'r+');
    this.#bytes = Buffer.byteLength(content);
    this.#lines = entries.length;
  }
}

const writeWhole = (file: number, content: Buffer, position: number): void => {
  for (let written = 0; written < content.length; )
    written += writeSync(file, content, written, content.length - written, position + written);
};
