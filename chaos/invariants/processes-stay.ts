import { warmFunctions } from '../../local/lambda-host/function-definitions';
import type { FaultWindow } from '../schedule/fault-window';
import type { Evidence } from './evidence';

type Processes = Pick<Evidence, 'ends' | 'signals' | 'windows'>;

/** What runs the functions: they end with it. */
const host = 'lambda-host';

const countOf = <T extends { readonly name: string }>(list: readonly T[], name: string): readonly T[] =>
  list.filter((each) => each.name === name);

/** No process ended that nobody ended, or more often than the fault of that time says; the functions' own are processes too. */
export const processesStay = ({ ends, signals, windows }: Processes) => {
  const within = <T extends { readonly at: number }>(
    list: readonly T[],
    { beganAt, settledAt }: FaultWindow,
  ) => list.filter(({ at }) => at >= beganAt && at <= settledAt);

  const judge = (window: FaultWindow): readonly string[] => {
    const { fault } = window;
    const ended = within(ends, window);
    const signalled = within(signals, window);
    const isExcused = (name: string): boolean =>
      warmFunctions.includes(name) && countOf(signalled, host).length > 0;
    return [...new Set(ended.map(({ name }) => name))].flatMap((name) => {
      const count = countOf(ended, name).length;
      const asked = countOf(signalled, name).reduce((sum, { processes }) => sum + processes, 0);
      const most = asked + (fault.restarts?.[name] ?? 0);
      return count <= most || isExcused(name)
        ? []
        : [`${fault.name}: ${name} ended ${count} times, and may end ${most} times`];
    });
  };

  const explained = new Set(windows.flatMap((window) => within(ends, window)));
  return [
    ...windows.flatMap(judge),
    ...ends.filter((end) => !explained.has(end)).map(({ name }) => `${name} ended while nothing was broken`),
  ];
};
