import { setMaxListeners } from 'node:events';
import type { LocalSystem } from '../../contracts/local-system';
import { newGuest, patientTries } from '../clients/guest';
import { restClient } from '../clients/rest-client';
import { seededRandom } from '../seeded-random';
import { waitUntil } from '../wait-until';
import { runBackgroundLoad } from './background-load';
import { runCustomer } from './customer';
import type { DoorClient } from './door-client';
import { createJobSender, type JobSender } from './job-sender';
import { createLedger, type Door, type Job, type Ledger } from './ledger';
import { enrichmentJob, synopsisJob } from './make-jobs';
import { SocketDoor } from './socket-door';
import { uploadCover } from './upload-cover';

/** The load that is held while everything is broken. */
export const load = { restCustomers: 6, socketCustomers: 6, thinkMs: 500 } as const;

const knownTitles = ['known-1', 'known-2', 'known-3', 'known-4'] as const;

export interface Load {
  readonly ledger: Ledger;
  readonly sender: JobSender;
  readonly cover: { readonly bucket: string; readonly key: string };
  /** Jobs that were done before anything else began, each the only one for its work. */
  readonly done: readonly Job[];
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
  /** Whether a job's result is stored. */
  readonly isDone: (job: Job) => Promise<boolean>;
}

/** Everything at once: customers at both doors, and jobs on both queues. */
export const startLoad = async ({ system, seed, isDone }: Options): Promise<Load> => {
  const { gateway } = system;
  const ledger = createLedger();
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const gaveUp = new AbortController();
  const sender = createJobSender(system, ledger, gaveUp.signal);
  const cover = await uploadCover(system);
  const finish = async (...jobs: readonly Job[]): Promise<readonly Job[]> => {
    for (const job of jobs) await sender.send(job);
    for (const job of jobs) await waitUntil(`${job.jobId} is done`, () => isDone(job), { timeoutMs: 60_000 });
    return jobs;
  };
  const titles = await finish(...[...knownTitles, 'known-once'].map((catalogId) => enrichmentJob(catalogId)));
  const done = [...titles, ...(await finish(synopsisJob('synopsis-once', 'known-once')))];

  const chaosRandom = seededRandom(seed + 1);
  let dropShare = 0;
  let customers = 0;
  const clients: DoorClient[] = [];
  const customer = async (door: Door): Promise<void> => {
    customers += 1;
    const number = customers;
    const { token, principalId } = await newGuest(gateway, patientTries);
    const client =
      door === 'rest'
        ? restClient(gateway, token)
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
    done,
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
      for (const client of clients) client.close?.();
    },
  };
};
