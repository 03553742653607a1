import { isFailure } from '../schedule/chat-recovery';
import type { World } from './fault';

/** How many attempts of customers have failed so far: they are what a fault strikes that leaves no other trace. */
export const failuresSeen = ({ load }: Pick<World, 'load'>): number =>
  load.ledger.attempts.filter(isFailure).length;
