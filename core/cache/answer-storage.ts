/** The commands of a store of strings with expiry that the shared answer cache needs; see `redis-storage.ts`. */
export interface AnswerStorage {
  /** Starts to connect where that is needed. False: commands would fail now. */
  isReady(): boolean;
  get(key: string): Promise<string | undefined>;
  /** Keeps the value until it expires, and its key in each index as long. Epoch milliseconds. */
  put(entry: {
    readonly key: string;
    readonly value: string;
    readonly indexes: readonly string[];
    readonly storedAt: number;
    readonly expiresAt: number;
  }): Promise<void>;
  /** Removes all values whose keys the index has; how many there were. */
  removeIndexed(index: string): Promise<number>;
}
