const escapes: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };

const attributeEscapes: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
};

const attributeText = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(
      ([name, value]) =>
        ` ${name}="${value.replace(/[<>&"]/g, (character) => attributeEscapes[character] ?? character)}"`,
    )
    .join('');

/**
 * A value as the model sees it: JSON between `<tag …>` and `</tag>`. Angle brackets are written as JSON escapes,
 * so that nothing inside a value can close the block; what is parsed from it equals the value.
 */
export const dataBlock = (
  tag: string,
  value: unknown,
  attributes: Readonly<Record<string, string>> = {},
): string =>
  `<${tag}${attributeText(attributes)}>${JSON.stringify(value).replace(/[<>&]/g, (character) => escapes[character] ?? character)}</${tag}>`;
