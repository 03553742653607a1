/** Merges streams that are each ordered by demand, highest first, into one that is. Reads one item ahead of each. */
export async function* mergeByDemand<T extends { readonly demand: number }>(
  streams: readonly AsyncIterable<T>[],
): AsyncGenerator<T> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const heads = await Promise.all(iterators.map((iterator) => iterator.next()));
  for (;;) {
    let first: { readonly index: number; readonly value: T } | undefined;
    for (const [index, head] of heads.entries()) {
      if (head.done !== true && (!first || head.value.demand > first.value.demand)) {
        first = { index, value: head.value };
      }
    }
    if (!first) return;
    yield first.value;
    const next = await iterators[first.index]?.next();
    if (next) heads[first.index] = next;
  }
}
