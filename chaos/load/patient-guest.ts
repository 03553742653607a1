import { setTimeout as delay } from 'node:timers/promises';
import type { GuestReply } from '../../contracts/guest-reply';
import { newGuest } from '../clients/guest';

const attempts = 30;
const pauseMs = 1_000;

/** A new guest, also while the system has too much to do or is partly down: asks again for half a minute. */
export const patientGuest = async (gateway: string): Promise<GuestReply> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await newGuest(gateway);
    } catch (error) {
      if (attempt === attempts) throw error;
      await delay(pauseMs);
    }
  }
};
