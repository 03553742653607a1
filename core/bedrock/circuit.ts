import type { Now } from '../clock';
import { type CoolDownCause, coolDownMs, coolDownSchedules, nextStep } from './cooldown';
import type { CircuitState } from './region-health';

/** How a request got in: `probe` is the one that a half-open circuit lets through, `last-resort` came past an open one. */
export type Ticket = 'normal' | 'probe' | 'last-resort';

export interface CircuitView {
  readonly state: CircuitState;
  readonly since: number;
  readonly reason?: string;
  readonly nextProbeAt?: number;
}

interface Opened {
  readonly cause: CoolDownCause;
  readonly until: number;
  probing: boolean;
}

interface Escalation {
  readonly step: number;
  /** Start of the clean period by which the step is lowered. */
  readonly cleanSince: number;
}

/** Failures in a row that open a circuit of which successes are known; where none is known lately, one does. */
const failuresToOpen = 3;
const successIsKnownForMs = 60_000;
/** However long a service asks us to wait, we look again after this. */
const longestRetryAfterMs = 600_000;

/** The state of one region, or of one model in one region. Times are epoch milliseconds. */
export class Circuit {
  private opened: Opened | undefined;
  private since: number;
  private reason: string | undefined;
  private failures = 0;
  private lastSuccessAt = Number.NEGATIVE_INFINITY;
  private readonly escalations = new Map<CoolDownCause, Escalation>();

  constructor(
    private readonly now: Now,
    private readonly random: () => number,
    private readonly onChange: (view: CircuitView) => void,
  ) {
    this.since = now();
  }

  /** `yes`: closed; `probe`: half-open, and nobody probes yet. */
  availability(): 'yes' | 'probe' | 'no' {
    if (this.opened === undefined) return 'yes';
    return this.now() >= this.opened.until && !this.opened.probing ? 'probe' : 'no';
  }

  /** Takes the ticket that {@link availability} promised; the probe's has to be settled or released. */
  admit(): Ticket {
    if (this.availability() !== 'probe' || this.opened === undefined) return 'normal';
    this.opened.probing = true;
    return 'probe';
  }

  succeed(ticket: Ticket): void {
    this.lastSuccessAt = this.now();
    this.failures = 0;
    // A straggler that was asked before the circuit opened proves nothing about now.
    if (this.opened === undefined || ticket === 'normal') return;
    const { cause } = this.opened;
    this.escalations.set(cause, { step: this.stepOf(cause), cleanSince: this.now() });
    this.change(undefined, 'answered again');
  }

  /** `weight`: `certain` may open the circuit on its own, `suspect` counts. */
  fail(
    ticket: Ticket,
    cause: CoolDownCause,
    weight: 'certain' | 'suspect',
    reason: string,
    retryAfterMs?: number,
  ): void {
    if (this.opened !== undefined) {
      if (ticket === 'probe' || cause === 'quarantine') this.open(cause, reason, retryAfterMs);
      return;
    }
    this.failures += 1;
    const unknown = this.now() - this.lastSuccessAt > successIsKnownForMs;
    const enough = this.failures >= failuresToOpen || (weight === 'certain' && unknown);
    if (cause !== 'outage' || enough) this.open(cause, reason, retryAfterMs);
  }

  /** The request said nothing about health: another one may probe. */
  release(ticket: Ticket): void {
    if (ticket === 'probe' && this.opened !== undefined) this.opened.probing = false;
  }

  /** When it will let somebody in: now, unless it is open. */
  recoversAt(): number {
    return this.opened === undefined ? this.now() : Math.max(this.opened.until, this.now());
  }

  view(): CircuitView {
    const reason = this.reason === undefined ? {} : { reason: this.reason };
    if (this.opened === undefined) return { state: 'closed', since: this.since, ...reason };
    const { cause, until } = this.opened;
    const waiting = cause === 'quarantine' ? 'quarantined' : 'open';
    const state = this.now() >= until ? 'half-open' : waiting;
    return { state, since: this.since, ...reason, nextProbeAt: until };
  }

  private open(cause: CoolDownCause, reason: string, retryAfterMs: number | undefined): void {
    const step = this.loweredStep(cause);
    const asked = retryAfterMs === undefined ? undefined : Math.min(retryAfterMs, longestRetryAfterMs);
    const until = this.now() + (asked ?? coolDownMs(cause, step, this.random));
    this.escalations.set(cause, {
      step: asked === undefined ? nextStep(cause, step) : step,
      cleanSince: until,
    });
    this.failures = 0;
    this.change({ cause, until, probing: false }, reason);
  }

  private stepOf(cause: CoolDownCause): number {
    return this.escalations.get(cause)?.step ?? 0;
  }

  private loweredStep(cause: CoolDownCause): number {
    const escalation = this.escalations.get(cause);
    if (escalation === undefined) return 0;
    const cleanMs = Math.max(0, this.now() - escalation.cleanSince);
    return Math.max(0, escalation.step - Math.floor(cleanMs / coolDownSchedules[cause].cleanPeriodMs));
  }

  private change(opened: Opened | undefined, reason: string): void {
    const wasOpen = this.opened !== undefined;
    this.opened = opened;
    this.reason = reason;
    if (!wasOpen || opened === undefined) this.since = this.now();
    this.onChange(this.view());
  }
}
