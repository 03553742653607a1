/** A way to enrich the same items. */
export interface Way {
  readonly name: string;
  readonly itemsPerCall: number;
  readonly bulk: boolean;
}

export const ways: readonly Way[] = [
  { name: 'one item a call', itemsPerCall: 1, bulk: false },
  { name: 'two items a call', itemsPerCall: 2, bulk: false },
  { name: 'five items a call', itemsPerCall: 5, bulk: false },
  { name: 'bulk', itemsPerCall: 1, bulk: true },
];
