import type { GuestReply } from '../../contracts/guest-reply';
import { guestReplySchema } from '../../contracts/reply-schemas';
import { createValidator } from '../../core/json-schema/create-validator';

const validate = createValidator<GuestReply>(guestReplySchema, 'guest');

/** A new guest of the running system. `gateway`: base URL of REST. */
export const newGuest = async (gateway: string): Promise<GuestReply> => {
  const response = await fetch(`${gateway}/guest`, { method: 'POST' });
  const guest = validate(await response.json());
  if (!response.ok || !guest.ok) throw new Error(`POST /guest answered ${response.status}.`);
  return guest.value;
};
