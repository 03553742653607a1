import { withoutMarks } from './marked-parts';

/** A customer's words may stand between marks of their own, as text or as a JSON string. */
const wrapped = /<((?:customer|user)[_-])?(question|message)(?:\s[^<>]*)?>([\s\S]*?)<\/\1?\2>/;

const unquoted = (text: string): string => {
  if (!text.startsWith('"')) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
};

/** What the customer asked, in a message that may hold retrieved documents too. */
export const questionOf = (message: string): string => {
  const inner = wrapped.exec(message)?.[3];
  return inner === undefined ? withoutMarks(message) : unquoted(withoutMarks(inner));
};
