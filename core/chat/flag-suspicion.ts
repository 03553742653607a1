import { removeInvisible } from './sanitise-message';
import { type SuspicionFlag, suspicionPatterns } from './suspicion-patterns';

/** A soft hyphen or a stray mark comes with copied text; more, or any that reorders or spells in secret, does not. */
const maxStrayInvisible = 3;
const secretCharacters = /[\u{202A}-\u{202E}\u{2066}-\u{2069}\u{E0000}-\u{E01EF}]/u;

const hidesText = (original: string): boolean => {
  const text = original.replaceAll('\r', '');
  const hiddenLength = text.length - removeInvisible(text).length;
  return hiddenLength > maxStrayInvisible || (hiddenLength > 0 && secretCharacters.test(original));
};

const latin = /\p{Script=Latin}/u;
const cyrillic = /\p{Script=Cyrillic}/u;

/** `pаypal` with a Cyrillic а. Three letters and fewer are the mouth and eyes of a kaomoji: `TдT`. */
const mixesScripts = (message: string): boolean =>
  (message.match(/[\p{Script=Latin}\p{Script=Cyrillic}]{4,}/gu) ?? []).some(
    (word) => latin.test(word) && cyrillic.test(word),
  );

/**
 * What is merely suspicious about a message: for logs, metrics and the prompt's guard, never a reason to refuse it.
 * `original` is what was sent, `message` what sanitising left of it. Linear in the length.
 */
export const flagSuspicion = (original: string, message: string): readonly SuspicionFlag[] => {
  const flags: SuspicionFlag[] = [];
  if (mixesScripts(message)) flags.push('mixed-script-word');
  if (hidesText(original)) flags.push('hidden-text');
  if (/(?![\t\n\r])\p{Cc}/u.test(original)) flags.push('control-characters');
  for (const { flag, patterns } of suspicionPatterns) {
    if (patterns.some((pattern) => pattern.test(message))) flags.push(flag);
  }
  return flags;
};
