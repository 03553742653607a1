import type { BulkStorage } from '../../core/bulk-enrichment/bulk-storage';

export type MemoryFiles = BulkStorage & { readonly files: Map<string, readonly string[]> };

/** Objects of one bucket in memory, by key. */
export const memoryFiles = (): MemoryFiles => {
  const files = new Map<string, readonly string[]>();
  return {
    files,
    write: async ({ key }, lines) => void files.set(key, lines),
    async *lines({ key }) {
      const lines = files.get(key);
      if (!lines) throw new Error(`no object ${key}`);
      yield* lines;
    },
    list: async ({ bucket, key }) =>
      [...files.keys()].filter((name) => name.startsWith(key)).map((name) => ({ bucket, key: name })),
  };
};
