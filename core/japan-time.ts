/** Japan keeps UTC+9 all year round. */
export const japanOffsetMs = 9 * 3600 * 1000;
export const dayMs = 24 * 3600 * 1000;

/** The calendar day in Japan, `2026-11-24`. */
export const dayInJapan = (epochMs: number): string =>
  new Date(epochMs + japanOffsetMs).toISOString().slice(0, 10);

/** Milliseconds since midnight in Japan. */
export const timeInJapanMs = (epochMs: number): number => (epochMs + japanOffsetMs) % dayMs;
