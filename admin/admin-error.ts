import type { ExitName } from './exit-codes';

/** Ends a command with one line for the user, and an exit code. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
  readonly exit: ExitName;

  constructor(exit: ExitName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exit = exit;
  }
}
