/** What a lease says about itself: which generation of the session, and the head's version that granted it. */
export interface Lease {
  readonly generation: number;
  readonly version: number;
}

export const formatLease = ({ generation, version }: Lease): string => `${generation}.${version}`;

/** Rejects a lease that this store did not write. */
export const parseLease = (lease: string): Lease => {
  const [, generation, version] = /^(\d{1,15})\.(\d{1,15})$/.exec(lease) ?? [];
  if (generation === undefined || version === undefined) throw new TypeError('Not a lease of this store');
  return { generation: Number(generation), version: Number(version) };
};
