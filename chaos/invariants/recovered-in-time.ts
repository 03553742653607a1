import type { Evidence } from './evidence';

/** After each fault chat and jobs work as before within the time that is stated for it. */
export const recoveredInTime = ({ windows }: Pick<Evidence, 'windows'>) =>
  windows.flatMap(({ fault, recovered }) =>
    (['chat', 'jobs'] as const).flatMap((path) => {
      const seconds = recovered[path];
      const stated = fault.recoversWithin[path];
      if (seconds !== undefined && seconds <= stated) return [];
      const took = seconds === undefined ? 'did not recover' : `recovered in ${seconds.toFixed(1)} s`;
      return [`${fault.name}: ${path} ${took}, ${stated} s are stated`];
    }),
  );
