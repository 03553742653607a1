const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, sorted(entry)]),
  );
};

/** JSON of plain data with sorted keys and no absent values: equal values have equal text, different ones different text. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));
