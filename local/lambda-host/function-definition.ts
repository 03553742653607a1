/** How one function runs on this machine. */
export interface FunctionDefinition {
  /** Name of its folder in `lambdas/` and of its bundle. */
  readonly name: string;
  /** Absolute path of the bundle. */
  readonly bundle: string;
  readonly timeoutSeconds: number;
  /**
   * Execution environments at most. In AWS each runs one event at a time; one that is `shared` here runs many at once,
   * because a process for each open socket's frame would be too many for one machine.
   */
  readonly maxEnvironments: number;
  readonly shared: boolean;
  /** Started with the system, and again after a crash; others start with their first event. */
  readonly warm: boolean;
  readonly environment: Readonly<Record<string, string>>;
}
