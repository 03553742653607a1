/** Japan keeps UTC+9 all year round. */
const japanOffsetMs = 9 * 3600 * 1000;

/** The calendar day in Japan, `2026-11-24`. */
export const dayInJapan = (epochMs: number): string =>
  new Date(epochMs + japanOffsetMs).toISOString().slice(0, 10);
