import type { Now } from '../clock';
import { splitFrameText } from './split-frame-text';

/** Puts text on its way to a reader, in as few frames as the reader's speed and the coalescing time ask for. */
export interface DeltaWriter {
  /** Never waits: what cannot be sent yet is merged. */
  write(text: string): void;
  /** Sends what is left, at once, and resolves when the reader's gateway has taken it all; rejects with what `send` failed with. */
  finish(): Promise<void>;
  /** Sends nothing more. Resolves, always, when nothing is on its way. */
  abandon(): Promise<void>;
}

export interface DeltaWriterDependencies {
  /** Sends one piece; the next one follows when it resolves. */
  readonly send: (text: string) => Promise<void>;
  /** Called once, when `send` fails: nobody needs the rest. */
  readonly onFailure: (error: unknown) => void;
  /** Milliseconds between two frames: see `deltaCoalesceMs`. */
  readonly coalesceMs: { readonly first: number; readonly step: number; readonly longest: number };
  /** Bytes of JSON that one piece may take. */
  readonly maxPieceBytes: number;
  readonly now: Now;
  /** Resolves after so many milliseconds, or as soon as the signal aborts. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Half a character at the end of a text: its other half comes with the next one. */
const halfCharacterLength = (text: string): number => (/[\uD800-\uDBFF]$/.test(text) ? 1 : 0);

/** The first text goes out at once; each frame after it waits a little longer than the one before, and longer for a slow reader. */
export const createDeltaWriter = (dependencies: DeltaWriterDependencies): DeltaWriter => {
  const { send, onFailure, coalesceMs, maxPieceBytes, now, delay } = dependencies;
  const finishing = new AbortController();
  let pending = '';
  let sentAt = Number.NEGATIVE_INFINITY;
  let pauseMs = coalesceMs.first;
  let failure: { readonly error: unknown } | undefined;
  let running = false;
  let abandoned = false;
  let run: Promise<void> = Promise.resolve();

  const sendableLength = (): number =>
    pending.length - (finishing.signal.aborted ? 0 : halfCharacterLength(pending));

  const sendPending = async (): Promise<void> => {
    running = true;
    try {
      while (sendableLength() > 0) {
        const waitMs = sentAt + pauseMs - now();
        if (waitMs > 0 && !finishing.signal.aborted) {
          await delay(waitMs, finishing.signal);
          pauseMs = Math.min(coalesceMs.longest, pauseMs + coalesceMs.step);
        }
        const text = pending.slice(0, sendableLength());
        pending = pending.slice(text.length);
        for (const piece of splitFrameText(text, maxPieceBytes)) {
          if (abandoned) return;
          sentAt = now();
          await send(piece);
        }
      }
    } catch (error) {
      failure = { error };
      onFailure(error);
    } finally {
      // In one step with the last look at `pending`: a text written from here on starts a new run.
      running = false;
    }
  };

  const start = (): void => {
    if (!running && !abandoned && failure === undefined && sendableLength() > 0) run = sendPending();
  };

  return {
    write: (text) => {
      pending += text;
      start();
    },
    finish: async () => {
      finishing.abort();
      start();
      await run;
      if (failure !== undefined) throw failure.error;
    },
    abandon: async () => {
      abandoned = true;
      finishing.abort();
      await run;
    },
  };
};
