import type { Fault } from '../faults/fault';

/** A fault as it was. Times are epoch milliseconds. */
export interface FaultWindow {
  readonly fault: Fault;
  readonly beganAt: number;
  readonly endedAt: number;
  /** When the next one may begin. */
  readonly settledAt: number;
  /** Seconds from its end until all was as before; absent: not while we waited. */
  readonly recovered: { readonly chat?: number; readonly jobs?: number };
  /** What it found itself. */
  readonly findings: readonly string[];
}
