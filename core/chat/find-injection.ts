import { type InjectionPattern, injectionPatterns } from './injection-patterns';

const occurs = ({ pattern, counts }: InjectionPattern, text: string): boolean => {
  if (counts === undefined) return pattern.test(text);
  for (const [, inner] of text.matchAll(pattern)) if (counts(inner ?? '')) return true;
  return false;
};

/** The first kind of code that a message contains and that is refused. Linear in the length. */
export const findInjection = (text: string): InjectionPattern | undefined =>
  injectionPatterns.find((candidate) => occurs(candidate, text));
