const escapes: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };

/**
 * A value as the model sees it: JSON between `<tag>` and `</tag>`. Angle brackets are written as JSON escapes,
 * so that nothing inside a value can close the block; what is parsed from it equals the value.
 */
export const dataBlock = (tag: string, value: unknown): string =>
  `<${tag}>${JSON.stringify(value).replace(/[<>&]/g, (character) => escapes[character] ?? character)}</${tag}>`;
