import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface Options {
  readonly folder: string;
  /** Called with each new or changed file, when it is whole. */
  readonly upload: (name: string, body: Buffer) => void;
  readonly log: (line: string) => void;
}

const everyMs = 500;

/**
 * A folder that stands for a bucket: what is copied into it is uploaded. A file counts as whole when it has not changed
 * between two looks. Answers how to stop.
 */
export const watchUploads = ({ folder, upload, log }: Options): (() => void) => {
  mkdirSync(folder, { recursive: true });
  const seen = new Map<string, string>();
  const uploaded = new Map<string, string>();

  const look = (name: string): void => {
    const { size, mtimeMs } = statSync(join(folder, name));
    const state = `${size} ${mtimeMs}`;
    const isWhole = seen.get(name) === state;
    seen.set(name, state);
    if (!isWhole || uploaded.get(name) === state) return;
    uploaded.set(name, state);
    upload(name, readFileSync(join(folder, name)));
  };
  const lookAtAll = (): void => {
    try {
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isFile() && !entry.name.startsWith('.')) look(entry.name);
    } catch (error) {
      log(`${folder} could not be read: ${String(error)}`);
    }
  };
  const timer = setInterval(lookAtAll, everyMs);
  return () => clearInterval(timer);
};
