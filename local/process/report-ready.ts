/** Tells the supervisor, where there is one, that this process does its work from now on. */
export const reportReady = (): void => {
  process.send?.({ kind: 'ready' });
};
