/** What scripts may rely on. */
export const exitCodes = {
  done: 0,
  /** Done, but for some rows or jobs, which are named. */
  partly: 1,
  /** The command, an option or a file is wrong; nothing was done. */
  usage: 2,
  /** The environment cannot be reached: not running, no credentials, no permission, no network. */
  unreachable: 3,
  /** What was asked for does not exist. */
  notFound: 4,
  /** The user did not confirm; nothing was done. */
  notConfirmed: 5,
  /** A fault of this command. */
  internal: 70,
  /** Stopped by Ctrl-C; running the same command again continues. */
  interrupted: 130,
} as const;

export type ExitName = keyof typeof exitCodes;
