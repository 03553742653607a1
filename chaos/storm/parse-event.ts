import type { Validate } from '../../core/bedrock/ask-for-json';

/** Reads an event as its subscribers may: by its schema. */
export const parseEvent =
  <T>(validate: Validate<T>) =>
  (text: string): T => {
    const checked = validate(JSON.parse(text));
    if (checked.ok) return checked.value;
    throw new Error(`An event fits no contract: ${checked.details[0]?.field} ${checked.details[0]?.problem}`);
  };
