import { WireError } from './wire-error';

/** Parses what came over the wire; rejects what is not JSON as an unreadable reply. */
export const parseJson = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (cause) {
    throw new WireError('UnreadableReply', 'the reply is not JSON', { cause });
  }
};

/** The property `key` of an object, or nothing. */
export const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

export const stringProperty = (value: unknown, key: string): string | undefined => {
  const found = property(value, key);
  return typeof found === 'string' ? found : undefined;
};

export const numberProperty = (value: unknown, key: string): number | undefined => {
  const found = property(value, key);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
};
