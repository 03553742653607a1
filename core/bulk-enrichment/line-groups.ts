/** Groups of a stream's lines, without the first `skip`; the last may be smaller. */
export async function* lineGroups(
  lines: AsyncIterable<string>,
  { skip, size }: { readonly skip: number; readonly size: number },
): AsyncGenerator<readonly string[]> {
  let left = skip;
  let group: string[] = [];
  for await (const line of lines) {
    if (left > 0) {
      left -= 1;
      continue;
    }
    group.push(line);
    if (group.length === size) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}
