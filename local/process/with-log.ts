import { closeSync, openSync } from 'node:fs';

const open = (file: string): number | undefined => {
  try {
    return openSync(file, 'a');
  } catch {
    return undefined;
  }
};

/** Starts something whose output goes to the end of a file, or nowhere when the file cannot be opened (a full disk). */
export const withLog = <T>(file: string, start: (output: number | 'ignore') => T): T => {
  const log = open(file);
  try {
    return start(log ?? 'ignore');
  } finally {
    if (log !== undefined) closeSync(log);
  }
};
