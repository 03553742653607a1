import { dayMs, timeInJapanMs } from './japan-time';

const window = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/;

const sinceMidnight = (hours: string | undefined, minutes: string | undefined): number =>
  (Number(hours) * 60 + Number(minutes)) * 60_000;

/**
 * Milliseconds until bulk work may run: 0 inside the window. `bulkWindow` is `bulk_window_jst`, `01:00-06:00` in Japan time,
 * the end excluded; one that ends before it begins goes over midnight; empty or with equal ends it is always open.
 */
export const untilBulkWindow = (bulkWindow: string, now: number): number => {
  const match = window.exec(bulkWindow);
  if (match === null) return 0;
  const [, fromHour, fromMinute, toHour, toMinute] = match;
  const from = sinceMidnight(fromHour, fromMinute);
  const to = sinceMidnight(toHour, toMinute);
  const time = timeInJapanMs(now);
  const inside = from <= to ? time >= from && time < to : time >= from || time < to;
  return inside || from === to ? 0 : (from - time + dayMs) % dayMs;
};
