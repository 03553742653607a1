import type { LocalSystem } from '../../../contracts/local-system';
import { newGuest } from '../../clients/guest';
import type { Doors } from './doors';

/** The doors of a running system, for a new guest. */
export const openDoors = async ({ gateway, orchestrator }: LocalSystem): Promise<Doors> => {
  if (orchestrator === undefined) throw new Error('The system does not say where its orchestrator is.');
  const { token, principalId } = await newGuest(gateway);
  return { gateway, orchestrator, token, principalId };
};
