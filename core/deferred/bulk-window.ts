const japanOffsetMs = 9 * 3600 * 1000;
const dayMs = 24 * 3600 * 1000;
const window = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/;

const sinceMidnight = (hours: string | undefined, minutes: string | undefined): number =>
  (Number(hours) * 60 + Number(minutes)) * 60_000;

/**
 * Milliseconds until bulk work may run: 0 inside the window. `bulkWindow` is `bulk_window_jst`, `01:00-06:00` in Japan time;
 * one that ends before it begins goes over midnight; empty means always. Japan has no daylight-saving time.
 */
export const untilBulkWindow = (bulkWindow: string, now: number): number => {
  const match = window.exec(bulkWindow);
  if (match === null) return 0;
  const [, fromHour, fromMinute, toHour, toMinute] = match;
  const from = sinceMidnight(fromHour, fromMinute);
  const to = sinceMidnight(toHour, toMinute);
  const time = (now + japanOffsetMs) % dayMs;
  const inside = from <= to ? time >= from && time < to : time >= from || time < to;
  return inside || from === to ? 0 : (from - time + dayMs) % dayMs;
};
