/** What latencies came to, in milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

const rounded = (value: number): number => Number(value.toFixed(2));

export const percentiles = (latenciesMs: readonly number[]): Percentiles => {
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
};

/** What one way takes longer than another, percentile by percentile. */
export const difference = (a: Percentiles, b: Percentiles): Percentiles => ({
  p50: rounded(a.p50 - b.p50),
  p95: rounded(a.p95 - b.p95),
  p99: rounded(a.p99 - b.p99),
});

/** `p50 2.1  p95 3.4  p99 6.0 ms` */
export const showPercentiles = ({ p50, p95, p99 }: Percentiles): string =>
  `p50 ${p50}  p95 ${p95}  p99 ${p99} ms`;
