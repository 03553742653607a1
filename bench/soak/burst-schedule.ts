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

/** Seconds of bursts from the start to a moment. */
const burstSeconds = ({ firstAt, every, lasts }: BurstSchedule, second: number): number => {
  const since = Math.max(0, second - firstAt);
  return Math.floor(since / every) * lasts + Math.min(lasts, since % every);
};

/** Requests that are due from the start to a moment. */
export const dueBy = (schedule: BurstSchedule, second: number): number =>
  schedule.perSecond * (second + (schedule.times - 1) * burstSeconds(schedule, second));

/** Those of them that are due outside the bursts. */
export const steadilyDueBy = (schedule: BurstSchedule, second: number): number =>
  schedule.perSecond * (second - burstSeconds(schedule, second));
