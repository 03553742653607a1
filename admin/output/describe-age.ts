const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** The age in its largest whole unit: `3d`, `2h`, `30m`, `5s`. */
export const describeAge = (ms: number): string => {
  const [unit, size] = units.find(([, size]) => ms >= size) ?? (['s', 1000] as const);
  return `${Math.max(0, Math.floor(ms / size))}${unit}`;
};
