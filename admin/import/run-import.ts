import type { QueueJobs } from '../../core/enrichment/queue-jobs';
import type { ImportedItem, Registration } from '../../core/enrichment/register-import';

/** What became of the items that were read. */
export interface ImportCounts {
  /** New to the queue. */
  readonly sent: number;
  /** Registered by an earlier run and not enriched yet: sent again with the same id, which costs nothing. */
  readonly sentAgain: number;
  /** Wait in the catalogue for the bulk window. */
  readonly held: number;
  readonly alreadyEnriched: number;
  /** A batch job has them. */
  readonly inBulkJob: number;
  readonly parked: number;
  readonly superseded: number;
}

export interface ImportRun {
  readonly counts: ImportCounts;
  /** Whether every item was looked at; else run it again. */
  readonly complete: boolean;
}

const waveSize = 50;

/** Up to fifty items with different ids: two edits of one title go one after the other. */
export const wavesOf = (items: readonly ImportedItem[]): readonly (readonly ImportedItem[])[] => {
  const waves: ImportedItem[][] = [];
  let ids = new Set<string>();
  for (const item of items) {
    const wave = waves.at(-1);
    if (!wave || wave.length === waveSize || ids.has(item.catalogId)) {
      waves.push([item]);
      ids = new Set([item.catalogId]);
    } else {
      wave.push(item);
      ids.add(item.catalogId);
    }
  }
  return waves;
};

const none: ImportCounts = {
  sent: 0,
  sentAgain: 0,
  held: 0,
  alreadyEnriched: 0,
  inBulkJob: 0,
  parked: 0,
  superseded: 0,
};

/**
 * Registers items and queues their jobs, wave by wave: what was registered is found again, so that a run which stops at
 * any point is continued by running it again. `hold`: the items are registered, and the daily run queues them.
 */
export const runImport = async (
  items: readonly ImportedItem[],
  dependencies: {
    readonly register: (items: readonly ImportedItem[]) => Promise<readonly Registration[]>;
    readonly queue: QueueJobs;
    readonly hold: boolean;
    readonly onProgress: (done: number) => void;
    readonly isStopped: () => boolean;
  },
): Promise<ImportRun> => {
  const { register, queue, hold, onProgress, isStopped } = dependencies;
  const counts = { ...none };
  let done = 0;
  for (const wave of wavesOf(items)) {
    if (isStopped()) return { counts, complete: false };
    const registrations = await register(wave);
    const waiting = registrations.filter((registration) => registration.kind === 'waiting');
    if (!hold) await queue(waiting.map(({ job }) => job));
    for (const registration of registrations) {
      if (registration.kind === 'enriched') counts.alreadyEnriched += 1;
      else if (registration.kind !== 'waiting') counts[registration.kind] += 1;
      else if (hold) counts.held += 1;
      else if (registration.known) counts.sentAgain += 1;
      else counts.sent += 1;
    }
    done += wave.length;
    onProgress(done);
  }
  return { counts, complete: true };
};
