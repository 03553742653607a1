/** An event with a deterministic id, and when what it tells of happened. */
export interface DatedEvent {
  readonly eventId: string;
  readonly at: string;
}

/**
 * What the events of a recording say together. `again`: published a second time, which is harmless: the same event with the
 * same date. `redone`: ids that came with two dates, because the work was done twice.
 */
export const eventLedger = <T extends DatedEvent>(
  events: readonly T[],
): { readonly distinct: readonly T[]; readonly again: number; readonly redone: readonly string[] } => {
  const first = new Map<string, T>();
  const redone = new Set<string>();
  for (const event of events) {
    const known = first.get(event.eventId);
    if (!known) first.set(event.eventId, event);
    else if (known.at !== event.at) redone.add(event.eventId);
  }
  return { distinct: [...first.values()], again: events.length - first.size, redone: [...redone] };
};
