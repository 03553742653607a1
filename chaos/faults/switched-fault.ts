import type { Fault, Findings, World } from './fault';

interface Switch {
  readonly on: (world: World) => Promise<void> | void;
  readonly off: (world: World) => Promise<void> | void;
  /** How often it has struck so far, counted from any beginning; asked before it is on, and before it is off again. */
  readonly struck?: (world: World) => Promise<number> | number;
}

/** A fault that is switched on and off; that it struck nothing in between is a finding. */
export const switchedFault = (fault: Omit<Fault, 'begin'>, { on, off, struck }: Switch): Fault => ({
  ...fault,
  begin: async (world) => {
    const before = await struck?.(world);
    await on(world);
    return async (): Promise<Findings> => {
      try {
        const after = await struck?.(world);
        return before !== undefined && after !== undefined && after <= before ? ['it struck nothing'] : [];
      } finally {
        await off(world);
      }
    };
  },
});
