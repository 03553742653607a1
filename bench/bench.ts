/** What a measurement leaves behind: figures by name, as JSON. */
export type BenchResult = Readonly<Record<string, unknown>>;

/** One measurement: it prints its own report, and returns the figures. `args`: what followed its name. */
export interface Bench {
  run(args: readonly string[]): Promise<BenchResult>;
}
