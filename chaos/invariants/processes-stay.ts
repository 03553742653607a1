import type { Evidence } from './evidence';

/** As the supervisor says that a process ended by itself. */
const ending = /^ {2}! (\S+) .*; starting it again/gm;

/** No process ended that no fault ended, or more often than a fault says. */
export const processesStay = ({ output, windows }: Pick<Evidence, 'output' | 'windows'>) => {
  const counts = new Map<string, number>();
  for (const [, name = ''] of output.matchAll(ending)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].flatMap(([name, count]) => {
    const asked = windows.reduce(
      (sum, { fault }) => sum + (fault.ends?.includes(name) === true ? 1 : 0) + (fault.restarts?.[name] ?? 0),
      0,
    );
    return count <= asked ? [] : [`${name} ended ${count} times, and was ended ${asked} times`];
  });
};
