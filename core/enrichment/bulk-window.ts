/** Japan keeps UTC+9 all year round. */
const japanOffsetMs = 9 * 3600 * 1000;

/** The calendar day in Japan, `2026-11-24`. */
export const dayInJapan = (epochMs: number): string =>
  new Date(epochMs + japanOffsetMs).toISOString().slice(0, 10);

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

/**
 * Whether bulk work may run: `window` is `bulk_window_jst`, `01:00-06:00` in Japan's time, the end excluded;
 * `22:00-06:00` passes midnight; empty or with equal ends it is always open.
 */
export const isBulkWindowOpen = (window: string, epochMs: number): boolean => {
  const [start, end] = window.split('-').map(minutesOf);
  if (start === undefined || end === undefined || start === end) return true;
  const minute = Math.floor((epochMs + japanOffsetMs) / 60_000) % (24 * 60);
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
};
