import type { Patience } from '../../core/enrichment/with-patience';

/** Patience whose pauses pass at once, and are written down. Time stands still unless they move it. */
export const fakePatience = (start = 0): Patience & { readonly pauses: number[] } => {
  const pauses: number[] = [];
  let time = start;
  return {
    pauses,
    now: () => time,
    sleep: async (ms) => {
      pauses.push(ms);
      time += ms;
    },
    random: () => 0,
  };
};
