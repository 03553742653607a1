/** Tells the supervisor which processes this one has started, by name. */
export const reportChildren = (pids: readonly (readonly [name: string, pid: number | undefined])[]): void => {
  const known = pids.flatMap(([name, pid]) => (pid === undefined ? [] : [[name, pid] as const]));
  process.send?.({ kind: 'children', pids: Object.fromEntries(known) });
};
