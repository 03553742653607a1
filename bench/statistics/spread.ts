/** The middle of some figures, with the least and the most. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

const rounded = (value: number): number => Number(value.toPrecision(4));

export const spread = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  const upper = sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN;
  return {
    median: rounded((middle + upper) / 2),
    least: rounded(sorted[0] ?? Number.NaN),
    most: rounded(sorted.at(-1) ?? Number.NaN),
  };
};

/** `3.4 (3.1–3.9)` */
export const showSpread = ({ median, least, most }: Spread): string => `${median} (${least}–${most})`;
