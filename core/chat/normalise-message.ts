import { sanitiseMessage } from './sanitise-message';

/** A message with one space for each run of white space, full-width ones and line breaks included: what two equal questions have in common. Idempotent. */
export const normaliseMessage = (text: string): string => sanitiseMessage(text).replace(/\s+/gu, ' ');
