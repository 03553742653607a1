import { type RoutingCondition, type RoutingRule, routingRules } from './routing-rules';

/** What the rules look at. */
export interface RoutedMessage {
  /** Sanitised. */
  readonly message: string;
  /** Answered turns before it. */
  readonly historyTurns: number;
  /** Tokens of the conversation, the message included. */
  readonly contextTokens: number;
}

interface FoldedMessage extends RoutedMessage {
  readonly folded: string;
  readonly codePoints: number;
}

const isLatin = (phrase: string): boolean => /^[a-z]/.test(phrase);
const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[a-z0-9]/.test(character);

/** Latin phrases begin where a word begins: `vs ` is not in `canvas `. */
const occursIn = (text: string, phrase: string): boolean => {
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + 1)) {
    if (!isLatin(phrase) || !isWordCharacter(text[at - 1])) return true;
  }
  return false;
};

const isWord = (character: string): boolean =>
  /[\p{Script=Latin}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{N}]/u.test(character);

/** Takes phrases off the beginning of each word; letters of kaomoji do not count as words. */
const consistsOf = (text: string, phrases: readonly string[]): boolean => {
  const longestFirst = phrases.toSorted((a, b) => b.length - a.length);
  let rest = text;
  let found = false;
  while (rest !== '') {
    const phrase = longestFirst.find(
      (candidate) =>
        rest.startsWith(candidate) && !(isLatin(candidate) && isWordCharacter(rest[candidate.length])),
    );
    if (phrase === undefined && isWord(rest.charAt(0))) return false;
    rest = rest.slice(phrase?.length ?? 1);
    found ||= phrase !== undefined;
  }
  return found;
};

const holds = (when: RoutingCondition, message: FoldedMessage): boolean => {
  switch (when.kind) {
    case 'context':
      return message.contextTokens >= when.minTokens;
    case 'length':
      return message.codePoints >= when.minCodePoints;
    case 'phrase':
      return (
        message.codePoints <= (when.maxCodePoints ?? Number.POSITIVE_INFINITY) &&
        Object.values(when.phrases)
          .flat()
          .some((phrase) => occursIn(message.folded, phrase))
      );
    case 'whole':
      return consistsOf(message.folded, Object.values(when.phrases).flat());
    case 'short':
      return message.historyTurns === 0 && message.codePoints <= when.maxCodePoints;
    case 'otherwise':
      return true;
  }
};

/** The first rule that holds for a message. The last rule always does. */
export const matchRoutingRule = (
  message: RoutedMessage,
  rules: readonly RoutingRule[] = routingRules,
): RoutingRule => {
  const folded = message.message.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ');
  const facts = { ...message, folded, codePoints: Array.from(message.message).length };
  const rule = rules.find(({ when }) => holds(when, facts));
  if (rule === undefined)
    throw new RangeError('No routing rule holds: the last one needs the condition otherwise');
  return rule;
};

/** Whether the catalogue should be searched for a message: not for a greeting, nor for a question about the shop. */
export const asksAboutManga = (message: string): boolean =>
  matchRoutingRule({ message, historyTurns: 0, contextTokens: 0 }).aboutManga;
