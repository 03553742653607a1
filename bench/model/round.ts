export const contenders = ['pooled', 'default'] as const;
export type Contender = (typeof contenders)[number];

export const operations = ['invoke', 'stream'] as const;
export type Operation = (typeof operations)[number];

/** What the client's process is asked to do. */
export interface RoundOrder {
  readonly contender: Contender;
  readonly operation: Operation;
  readonly calls: number;
  readonly concurrency: number;
}

/** What it took: wall clock, and CPU of the client's process alone. */
export interface RoundTime {
  readonly seconds: number;
  readonly cpuSeconds: number;
}
