import type { ModelKey } from '../../contracts/model-catalog';

export type CircuitState = 'closed' | 'open' | 'half-open' | 'quarantined';

/** What is known of a region, or of one model in it. Times are epoch milliseconds. */
export interface RegionHealth {
  readonly region: string;
  /** Absent: the region as a whole. */
  readonly model?: ModelKey;
  readonly state: CircuitState;
  readonly since: number;
  /** What put it there, in an operator's words; absent while nothing has happened. */
  readonly reason?: string;
  /** When it will be tried again; absent while closed. */
  readonly nextProbeAt?: number;
}
