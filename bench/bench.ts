/** One line of the readable table: texts, with units. */
export interface ResultRow {
  readonly figure: string;
  readonly value: string;
  /** What it was measured against, in the same run, and the ratio of both with its spread. */
  readonly against?: string;
  readonly ratio?: string;
}

/** What a measurement leaves behind: figures by name, as JSON. Without a `table` every figure is shown by its path. */
export type BenchResult = Readonly<Record<string, unknown>> & {
  readonly table?: readonly ResultRow[];
  /** Why nothing was measured. */
  readonly skipped?: string;
};

/** One measurement: it prints its own report, and returns the figures. `args`: what followed its name. */
export interface Bench {
  run(args: readonly string[]): Promise<BenchResult>;
}
