/** Takes text as it is generated. */
export type Emit = (text: string) => void;

export type Generate<T> = (emit: Emit, signal: AbortSignal) => Promise<T>;

/** One generation for all who ask the same thing at the same time. */
export interface SharedGenerations<T> {
  /**
   * Joins the generation of this key, or starts it with `generate`; `own` says which. `emit` hears every text once, in order.
   * Rejects with what the generation failed with, or with the signal's reason when the reader goes away.
   * The generation's own signal aborts when its last reader has gone.
   */
  join(
    key: string,
    reader: { readonly emit: Emit; readonly signal: AbortSignal },
    generate: Generate<T>,
  ): Promise<{ readonly value: T; readonly own: boolean }>;
}

interface Generation<T> {
  readonly readers: Set<Emit>;
  readonly controller: AbortController;
  readonly result: Promise<T>;
  readonly textSoFar: () => string;
}

const orAborted = async <T>(result: Promise<T>, signal: AbortSignal): Promise<T> => {
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
};

/** Generations live in this process: equal questions that reach two tasks are generated twice. */
export const createSharedGenerations = <T>(): SharedGenerations<T> => {
  const running = new Map<string, Generation<T>>();

  const forget = (key: string, generation: Generation<T>): void => {
    if (running.get(key) === generation) running.delete(key);
  };

  const begin = (key: string, first: Emit, generate: Generate<T>): Generation<T> => {
    const controller = new AbortController();
    const readers = new Set([first]);
    let text = '';
    const emit = (piece: string): void => {
      text += piece;
      for (const reader of readers) reader(piece);
    };
    const result = generate(emit, controller.signal).finally(() => forget(key, generation));
    const generation = { readers, controller, result, textSoFar: () => text };
    running.set(key, generation);
    return generation;
  };

  const joinRunning = (generation: Generation<T>, emit: Emit): Generation<T> => {
    if (generation.textSoFar() !== '') emit(generation.textSoFar());
    generation.readers.add(emit);
    return generation;
  };

  const leave = (key: string, generation: Generation<T>, emit: Emit): void => {
    generation.readers.delete(emit);
    if (generation.readers.size > 0) return;
    forget(key, generation);
    generation.controller.abort();
  };

  return {
    join: async (key, { emit, signal }, generate) => {
      signal.throwIfAborted();
      const existing = running.get(key);
      const generation = existing === undefined ? begin(key, emit, generate) : joinRunning(existing, emit);
      try {
        return { value: await orAborted(generation.result, signal), own: existing === undefined };
      } finally {
        leave(key, generation, emit);
      }
    },
  };
};
