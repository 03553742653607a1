import type { Listed } from './list-resources';

/**
 * What to print of a deletion, from what was listed before and after it. Throws when more is left than what is retained,
 * when something retained went, and when a kind was not listed before: nothing of it would be found left.
 */
export const judgeDeletion = (before: Listed, after: Listed, retained: ReadonlySet<string>): string => {
  const unseen = [...before].filter(([, names]) => names.length === 0).map(([kind]) => kind);
  if (unseen.length > 0) throw new Error(`no ${unseen.join(', no ')} were listed before`);
  const left = [...after].flatMap(([kind, names]) =>
    names.filter((name) => !retained.has(name)).map((name) => `${kind}: ${name}`),
  );
  if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
  const asked = [...before.values()].flat();
  const kept = asked.filter((name) => retained.has(name));
  const there = new Set([...after.values()].flat());
  const gone = kept.filter((name) => !there.has(name));
  if (gone.length > 0) throw new Error(`retained, and gone: ${gone.join(', ')}`);
  const rest = kept.length === 0 ? '' : ` but the retained ${kept.join(', ')}`;
  return `${asked.length} resources of ${before.size} kinds were asked for, none is left${rest}; asked for: ${[...before.keys()].join(', ')}`;
};
