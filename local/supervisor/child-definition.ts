/** One process of the local system. */
export interface ChildDefinition {
  readonly name: string;
  /** Absolute path of its bundle. */
  readonly script: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** When it counts as ready: it says so itself, or its health check answers 200 at this URL. */
  readonly ready: 'reports' | { readonly url: string };
  /** Time between SIGTERM and SIGKILL. */
  readonly stopSeconds: number;
}
