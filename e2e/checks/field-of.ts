/** The value at a path of a document that came from outside; undefined where there is none. */
export const fieldOf = (document: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
    document,
  );

/** The same as text; throws when it is none. */
export const textOf = (document: unknown, ...path: readonly (string | number)[]): string => {
  const value = fieldOf(document, ...path);
  if (typeof value !== 'string')
    throw new Error(`no ${path.join('.')} in ${JSON.stringify(document)?.slice(0, 300)}`);
  return value;
};
