import { setTimeout as delay } from 'node:timers/promises';
import type { GuestReply } from '../../contracts/guest-reply';
import { guestReplySchema } from '../../contracts/reply-schemas';
import { createValidator } from '../../core/json-schema/create-validator';

const validate = createValidator<GuestReply>(guestReplySchema, 'guest');
const pauseMs = 1_000;

/** Tries of a customer who comes in while the system has too much to do, or is partly down: half a minute. */
export const patientTries = 30;

/** A new guest of the running system. `gateway`: base URL of REST. */
export const newGuest = async (gateway: string, tries = 1): Promise<GuestReply> => {
  for (let left = tries - 1; ; left -= 1) {
    try {
      const response = await fetch(`${gateway}/guest`, { method: 'POST' });
      const guest = validate(await response.json());
      if (response.ok && guest.ok) return guest.value;
      throw new Error(`POST /guest answered ${response.status}.`);
    } catch (error) {
      if (left <= 0) throw error;
      await delay(pauseMs);
    }
  }
};
