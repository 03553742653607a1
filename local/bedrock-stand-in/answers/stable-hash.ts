/** FNV-1a, 32 bits: the same text always gives the same number. */
export const stableHash = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  // The last bits of FNV are weak for short texts: mix once more.
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** The same text always gives the same number from 0 to 1, 1 excluded. */
export const stableFraction = (text: string): number => stableHash(text) / 2 ** 32;
