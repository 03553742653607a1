/** How the load of a soak goes up and down. Times are seconds since the start. */
export interface BurstSchedule {
  readonly perSecond: number;
  /** The rate of a burst over the ordinary one. */
  readonly times: number;
  readonly firstAt: number;
  readonly every: number;
  readonly lasts: number;
}

/** Whether a moment belongs to a burst. */
export const inBurst = ({ firstAt, every, lasts }: BurstSchedule, second: number): boolean =>
  second >= firstAt && (second - firstAt) % every < lasts;

/** Requests that are due from the start to a moment. */
export const dueBy = (schedule: BurstSchedule, second: number): number => {
  const { perSecond, times, firstAt, every, lasts } = schedule;
  const since = Math.max(0, second - firstAt);
  const bursts = Math.floor(since / every) * lasts + Math.min(lasts, since % every);
  return perSecond * (second + (times - 1) * bursts);
};
