import { before } from '../../../core/chat/before';
import type { StartTimer } from '../../../core/chat/chat-ports';
import type { Now } from '../../../core/clock';

/** `off`: not used in this environment. */
export type DependencyState = 'up' | 'degraded' | 'down' | 'off';

export interface Readiness {
  /** `degraded`: something is down, and requests are answered all the same, worse or with an apology. */
  readonly status: 'ready' | 'degraded' | 'stopping';
  readonly dependencies: Readonly<Record<string, DependencyState>>;
}

export type CheckReadiness = () => Promise<Readiness>;

/** Time that a dependency has to say how it is, in milliseconds. */
const checkTimeoutMs = 1_000;
/** How long an answer holds, in milliseconds: load balancers ask often. */
const checkEveryMs = 2_000;

/** Asks each dependency. A check that rejects or is late is `down`; one dependency that is down takes no task out of service, for the others have it too. */
export const createReadiness = (dependencies: {
  readonly checks: Readonly<Record<string, () => Promise<DependencyState>>>;
  readonly isStopping: () => boolean;
  readonly now: Now;
  readonly startTimer: StartTimer;
}): CheckReadiness => {
  const { checks, isStopping, now, startTimer } = dependencies;
  let last: { readonly at: number; readonly states: Promise<Readiness['dependencies']> } | undefined;

  const check = async (): Promise<Readiness['dependencies']> =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(checks).map(async ([name, ask]) => {
          const state = await before(checkTimeoutMs, ask(), startTimer).catch(() => 'down' as const);
          return [name, state] as const;
        }),
      ),
    );

  return async () => {
    if (last === undefined || now() - last.at >= checkEveryMs) last = { at: now(), states: check() };
    const states = await last.states;
    const worse = Object.values(states).some((state) => state === 'down' || state === 'degraded');
    const status = isStopping() ? 'stopping' : worse ? 'degraded' : 'ready';
    return { status, dependencies: states };
  };
};
