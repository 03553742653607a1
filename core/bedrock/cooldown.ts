/** Why something is not asked for a while: it is down, it is over its quota, or we have configured it wrongly. */
export type CoolDownCause = 'outage' | 'throttle' | 'quarantine';

interface CoolDownSchedule {
  readonly firstMs: number;
  readonly mostMs: number;
  /** Time without trouble after which the next cooldown is one step shorter. */
  readonly cleanPeriodMs: number;
}

export const coolDownSchedules: Readonly<Record<CoolDownCause, CoolDownSchedule>> = {
  outage: { firstMs: 60_000, mostMs: 600_000, cleanPeriodMs: 600_000 },
  throttle: { firstMs: 5_000, mostMs: 60_000, cleanPeriodMs: 60_000 },
  quarantine: { firstMs: 600_000, mostMs: 600_000, cleanPeriodMs: 600_000 },
};

/** Part of a cooldown by which it may be shorter, so that tasks do not probe in the same moment. */
const jitter = 0.1;

/** The step after `step`; there is none beyond the one that reaches the schedule's most, so that it is not far back. */
export const nextStep = (cause: CoolDownCause, step: number): number => {
  const { firstMs, mostMs } = coolDownSchedules[cause];
  return firstMs * 2 ** step >= mostMs ? step : step + 1;
};

/** Length of the cooldown at `step` (from 0), in milliseconds: doubled at each step, up to the schedule's most. `random` is in [0, 1). */
export const coolDownMs = (cause: CoolDownCause, step: number, random: () => number): number => {
  const { firstMs, mostMs } = coolDownSchedules[cause];
  return Math.min(firstMs * 2 ** step, mostMs) * (1 - jitter * random());
};
