/** Runs `work` on each value, at most `width` at once; results are in the order of the values. The first failure rejects. */
export const inParallel = async <T, R>(
  values: readonly T[],
  width: number,
  work: (value: T) => Promise<R>,
): Promise<readonly R[]> => {
  const results = new Map<number, R>();
  const pending = values.entries();
  const worker = async (): Promise<void> => {
    for (const [index, value] of pending) results.set(index, await work(value));
  };
  await Promise.all(Array.from({ length: Math.min(width, values.length) }, worker));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
};
