import { createValidator } from '../json-schema/create-validator';
import { SessionStoreError } from './session-error';
import { type HeadItem, headSchema, type TurnItem, turnSchema } from './session-items';

const createParser = <T>(schema: object, root: string): ((item: unknown) => T) => {
  const validate = createValidator<T>(schema, root);
  return (item) => {
    const result = validate(item);
    if (result.ok) return result.value;
    const problems = result.details.map(({ field, problem }) => `${field} ${problem}`).join('; ');
    throw new SessionStoreError(`An item of the sessions table cannot be read: ${problems}`, {
      retryable: false,
    });
  };
};

export interface SessionItemParsers {
  readonly head: (item: unknown) => HeadItem;
  readonly turn: (item: unknown) => TurnItem;
}

/** Reads items of the sessions table; what does not fit is a `SessionStoreError` that names the attribute. */
export const createSessionItemParsers = (): SessionItemParsers => ({
  head: createParser<HeadItem>(headSchema, 'head'),
  turn: createParser<TurnItem>(turnSchema, 'turn'),
});
