import { setMaxListeners } from 'node:events';
import type { LocalSystem } from '../../contracts/local-system';

import { seededRandom } from '../seeded-random';
import { waitUntil } from '../wait-until';
import { runBackgroundLoad } from './background-load';
import { runCustomer } from './customer';
import { createJobSender, type JobSender } from './job-sender';
import { createLedger, type Door, type Ledger } from './ledger';
import { enrichmentJob } from './make-jobs';
import { patientGuest } from './patient-guest';
import { restDoor } from './rest-door';
import { SocketDoor } from './socket-door';
import { uploadCover } from './upload-cover';

/** The load that is held while everything is broken. */
export const load = { restCustomers: 6, socketCustomers: 6, thinkMs: 500 } as const;

const knownTitles = ['known-1', 'known-2', 'known-3', 'known-4'] as const;

export interface Load {
  readonly ledger: Ledger;
  readonly sender: JobSender;
  readonly cover: { readonly bucket: string; readonly key: string };
  /** Part of the answers in whose middle the reader's connection breaks, 0 to 1. */
  dropShare: number;
  /** A number for a customer that nobody else has. */
  newCustomer(): number;
  /** Begins nothing more; resolves when what was begun has ended. */
  stop(): Promise<void>;
}

interface Options {
  readonly system: LocalSystem;
  readonly seed: number;
  /** Whether a title is enriched. */
  readonly isEnriched: (catalogId: string) => Promise<boolean>;
}

/** Everything at once: customers at both doors, and jobs on both queues. */
export const startLoad = async ({ system, seed, isEnriched }: Options): Promise<Load> => {
  const { gateway } = system;
  const ledger = createLedger();
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const gaveUp = new AbortController();
  const sender = createJobSender(system, ledger, gaveUp.signal);
  const cover = await uploadCover(system);
  for (const catalogId of knownTitles) await sender.send(enrichmentJob(catalogId));
  for (const catalogId of knownTitles)
    await waitUntil(`${catalogId} is enriched`, () => isEnriched(catalogId), { timeoutMs: 60_000 });

  const chaosRandom = seededRandom(seed + 1);
  let dropShare = 0;
  let customers = 0;
  const clients: { close(): void }[] = [];
  const customer = async (door: Door): Promise<void> => {
    customers += 1;
    const number = customers;
    const { token, principalId } = await patientGuest(gateway);
    const client =
      door === 'rest'
        ? restDoor(gateway, token)
        : new SocketDoor({
            gateway,
            token,
            customer: `${door}-${number}`,
            strays: ledger.strays,
            drops: () => chaosRandom() < dropShare,
          });
    clients.push(client);
    const random = seededRandom(seed + 1000 * number);
    const options = { number, door, client, principalId, ledger, random, thinkMs: load.thinkMs };
    await runCustomer(options, stopping.signal);
  };
  const running = [
    ...Array.from({ length: load.restCustomers }, () => customer('rest')),
    ...Array.from({ length: load.socketCustomers }, () => customer('socket')),
    runBackgroundLoad({ sender, cover, known: knownTitles }, stopping.signal),
  ];
  const failed = Promise.all(running);
  // Who waits for it hears of it in `stop`.
  failed.catch(() => undefined);
  return {
    ledger,
    sender,
    cover,
    get dropShare() {
      return dropShare;
    },
    set dropShare(share) {
      dropShare = share;
    },
    newCustomer: () => {
      customers += 1;
      return customers;
    },
    stop: async () => {
      stopping.abort();
      const timer = setTimeout(() => gaveUp.abort(), 60_000);
      await failed.finally(() => clearTimeout(timer));
      for (const client of clients) client.close();
    },
  };
};
