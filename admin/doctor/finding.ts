/** `skip`: it cannot be looked at from here, and `detail` says why. */
export type FindingState = 'pass' | 'warn' | 'fail' | 'skip';

/** One line of the doctor's report. */
export interface Finding {
  readonly what: string;
  readonly state: FindingState;
  readonly detail: string;
  /** What to do; always there for `warn` and `fail`. */
  readonly advice?: string;
}

export const pass = (what: string, detail: string): Finding => ({ what, state: 'pass', detail });
export const skip = (what: string, detail: string): Finding => ({ what, state: 'skip', detail });
export const warn = (what: string, detail: string, advice: string): Finding => ({
  what,
  state: 'warn',
  detail,
  advice,
});
export const fail = (what: string, detail: string, advice: string): Finding => ({
  what,
  state: 'fail',
  detail,
  advice,
});

/** Name and message of what was thrown. */
export const because = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** A check: one or more findings. What it throws becomes a `fail` with this advice. */
export interface Check {
  readonly what: string;
  readonly advice: string;
  readonly run: () => Promise<readonly Finding[]>;
}

/** Runs a check; one that throws has failed. */
export const runCheck = async ({ what, advice, run }: Check): Promise<readonly Finding[]> => {
  try {
    return await run();
  } catch (error) {
    return [fail(what, because(error), advice)];
  }
};
