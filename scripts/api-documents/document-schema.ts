export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A schema of `contracts/` as part of a document: plain JSON, without the `$schema` that only a whole document has. */
export const documentSchema = (schema: object): JsonObject => {
  const plain: Json = JSON.parse(JSON.stringify(schema));
  if (!isObject(plain)) throw new TypeError('A schema is an object');
  const { $schema: _dialect, ...rest } = plain;
  return rest;
};
