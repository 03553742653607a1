/** Node's warnings about packages are for whoever maintains this command, not for whoever runs it; `NODE_OPTIONS=--trace-warnings` shows them. */
export const quietWarnings = (options: string): void => {
  if (options.includes('--trace-warnings')) return;
  process.removeAllListeners('warning');
};
