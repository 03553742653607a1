/** A way to enrich the same items. */
export interface Way {
  readonly name: string;
  readonly itemsPerCall: number;
  readonly bulk: boolean;
}

/** What the other ways are compared with. */
export const reference = 'one item a call';

/** Two is what the output limit of the enrichment model has room for: a higher setting makes the same calls. */
export const ways: readonly Way[] = [
  { name: reference, itemsPerCall: 1, bulk: false },
  { name: 'two items a call', itemsPerCall: 2, bulk: false },
  { name: 'bulk', itemsPerCall: 1, bulk: true },
];
