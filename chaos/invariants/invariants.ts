import { errorsDocumented } from './errors-documented';
import type { Invariant } from './evidence';
import { faultsFoundNothing } from './faults-found-nothing';
import { jobsOnce } from './jobs-once';
import { loadHeld } from './load-held';
import { oneOutcome } from './one-outcome';
import { processesStay } from './processes-stay';
import { recoveredInTime } from './recovered-in-time';
import { rightReader } from './right-reader';
import { turnsInOrder } from './turns-in-order';

/** What has to hold whatever breaks. */
export const invariants: Readonly<Record<string, Invariant>> = {
  'every message has exactly one outcome': oneOutcome,
  'no turn lost, doubled or out of order': turnsInOrder,
  'no answer to the wrong reader': rightReader,
  'no job lost or done twice': jobsOnce,
  'every error in the documented shape': errorsDocumented,
  'the promised part is answered during each fault': loadHeld,
  'recovery within the stated time': recoveredInTime,
  'no process ends that nobody ended': processesStay,
  'what each fault sees for itself': faultsFoundNothing,
};
