/**
 * Ends this process cleanly on SIGTERM. SIGINT is left to the supervisor, which decides the order in which
 * processes end. A stop that fails ends the process all the same, with code 1.
 */
export const stopOnSignal = (stop: () => Promise<void>): void => {
  process.on('SIGINT', () => undefined);
  process.once('SIGTERM', () => {
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
};
