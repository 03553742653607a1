import type { DeferredKind } from '../../contracts/deferred-job';

/** What money is spent on. */
export type SpendKind = 'chat' | 'enrichment' | 'embedding' | DeferredKind;

/** What one model cost for one kind of work on one day. */
export interface SpendEntry {
  /** Day in Japan, `2026-11-24`. */
  readonly day: string;
  readonly kind: SpendKind;
  /** Key of the model in the catalogue at the time. */
  readonly model: string;
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
}
