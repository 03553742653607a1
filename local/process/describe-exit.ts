/** How a process ended, for a log line. */
export const describeExit = (code: number | null, signal: NodeJS.Signals | null): string =>
  signal === null ? `exited with code ${code ?? 0}` : `was ended by ${signal}`;
