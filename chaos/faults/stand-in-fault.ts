import type { Faults } from '../../local/bedrock-stand-in/faults/fault';
import type { Fault } from './fault';

/** A fault of Bedrock itself, which the stand-in plays. */
export const standInFault = (
  fault: Omit<Fault, 'begin'>,
  faults: (random: () => number) => Faults,
): Fault => ({
  ...fault,
  begin: async ({ system, random }) => {
    await system.standIn.faults(faults(random));
    return async () => {
      await system.standIn.clearFaults();
      return [];
    };
  },
});
