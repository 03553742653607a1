import type { GuestReply } from '../../../contracts/guest-reply';
import type { LocalSystem } from '../../../contracts/local-system';
import { guestReplySchema } from '../../../contracts/reply-schemas';
import { createValidator } from '../../../core/json-schema/create-validator';
import type { Doors } from '../doors/rest-door';

const parse = createValidator<GuestReply>(guestReplySchema);

/** The doors of a running system, for a new guest. */
export const openDoors = async ({ gateway, orchestrator }: LocalSystem): Promise<Doors> => {
  if (orchestrator === undefined) throw new Error('The system does not say where its orchestrator is.');
  const reply = parse(await (await fetch(`${gateway}/guest`, { method: 'POST' })).json());
  if (!reply.ok) throw new Error('No guest token was given.');
  const { token, principalId } = reply.value;
  return { gateway, orchestrator, token, principalId };
};
