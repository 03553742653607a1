import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';

/** Where a command speaks: results to `print`, everything else to `note`, so that `--json | jq` works. */
export interface Terminal {
  print(line: string): void;
  note(line: string): void;
  /** Asks for a yes; always no where nobody can answer. */
  confirm(question: string): Promise<boolean>;
  readonly isInteractive: boolean;
}

export const processTerminal = (streams: {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
  readonly errors: Writable & { readonly isTTY?: boolean };
}): Terminal => {
  const { input, output, errors } = streams;
  const isInteractive = errors.isTTY === true;
  // Whoever reads the results, `head` for one, may have enough of them: that is no failure.
  output.on('error', (error) => {
    if (Reflect.get(error, 'code') !== 'EPIPE') throw error;
  });
  return {
    isInteractive,
    print: (line) => void output.write(`${line}\n`),
    note: (line) => void errors.write(`${line}\n`),
    confirm: async (question) => {
      if (!isInteractive || input.isTTY !== true) return false;
      const lines = createInterface({ input, output: errors });
      try {
        return /^(y|yes|はい)$/i.test((await lines.question(`${question} [y/N] `)).trim());
      } finally {
        lines.close();
      }
    },
  };
};
