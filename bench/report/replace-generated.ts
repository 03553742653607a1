/** Replaces what stands between `<!-- generated: name -->` and `<!-- end of name -->`; throws where the marks are missing. */
export const replaceGenerated = (document: string, name: string, content: string): string => {
  const [start, end] = [`<!-- generated: ${name} -->`, `<!-- end of ${name} -->`];
  const from = document.indexOf(start);
  const to = document.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`The document has no place for "${name}": ${start} … ${end}`);
  return `${document.slice(0, from + start.length)}\n\n${content}\n\n${document.slice(to)}`;
};
