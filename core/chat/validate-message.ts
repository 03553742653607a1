import type { ErrorCode, ErrorDetail } from '../../contracts/error-codes';
import { findInjection } from './find-injection';
import { flagSuspicion } from './flag-suspicion';
import { sanitiseMessage } from './sanitise-message';
import type { SuspicionFlag } from './suspicion-patterns';

/** Largest customer message in bytes of UTF-8, as in the reference design. */
export const maxMessageBytes = 16_384;

/** Share of control characters from which a message is refused, as in the reference design. Tab and line breaks are none. */
export const controlCharacterShare = 0.05;

export type MessageErrorCode = Extract<ErrorCode, `MESSAGE_${string}`>;

export type MessageVerdict =
  /** `message`: the sanitised text, for the model, the search and the cache. */
  | { readonly ok: true; readonly message: string; readonly flags: readonly SuspicionFlag[] }
  | { readonly ok: false; readonly code: MessageErrorCode; readonly detail: ErrorDetail };

const refuse = (code: MessageErrorCode, problem: string): MessageVerdict => ({
  ok: false,
  code,
  detail: { field: 'data.message', problem },
});

const controlShare = (text: string): number =>
  (text.match(/(?![\t\n\r])\p{Cc}/gu)?.length ?? 0) / Math.max(1, Array.from(text).length);

/**
 * Decides whether a customer's message is accepted, and sanitises it. A refusal names the field and the limit, not the text.
 * What is merely suspicious is accepted with flags. Linear in the length.
 */
export const validateMessage = (text: string): MessageVerdict => {
  if (Buffer.byteLength(text, 'utf8') > maxMessageBytes) {
    return refuse('MESSAGE_TOO_LARGE', `must have at most ${maxMessageBytes} bytes of UTF-8`);
  }
  if (text.includes('\0')) return refuse('MESSAGE_NUL', 'must not contain the character U+0000');
  if (!text.isWellFormed()) {
    return refuse('MESSAGE_LONE_SURROGATE', 'must not contain half of a surrogate pair');
  }
  if (controlShare(text) >= controlCharacterShare) {
    return refuse('MESSAGE_CONTROL_CHARACTERS', 'must have less than 5 % control characters');
  }
  const message = sanitiseMessage(text);
  if (message === '') return refuse('MESSAGE_EMPTY', 'must have at least 1 visible character');
  const injection = findInjection(message);
  if (injection !== undefined) return refuse('MESSAGE_INJECTION', `must not contain ${injection.named}`);
  return { ok: true, message, flags: flagSuspicion(text, message) };
};
