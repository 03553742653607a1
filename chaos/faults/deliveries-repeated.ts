import { setTimeout as delay } from 'node:timers/promises';
import { enrichmentJob, synopsisJob } from '../load/make-jobs';
import type { Load } from '../load/start-load';
import { type Fault, shortly } from './fault';

const titles = 10;
/** Not so often that a message could use up its receives. */
const everyMs = 2_000;

const sendTwice = async ({ sender }: Load, catalogId: string): Promise<void> => {
  const newer = enrichmentJob(catalogId, { title: `新題 ${catalogId}` });
  const older = enrichmentJob(catalogId, {
    jobId: `job-${catalogId}-older`,
    title: `旧題 ${catalogId}`,
    requestedAt: Date.now() - 60_000,
  });
  const synopsis = synopsisJob(`synopsis-${catalogId}`, 'known-1');
  await sender.send(newer);
  await sender.send({ ...older, expected: 'superseded' });
  await sender.send(newer, { again: '-again' });
  await sender.send(synopsis);
  await sender.send(synopsis, { again: '-again' });
};

export const deliveriesRepeated: Fault = {
  name: 'deliveries repeated',
  summary:
    'what is in flight is delivered again, jobs are sent twice and long after they were done, older edits come after newer ones',
  seconds: 8,
  recoversWithin: shortly,
  answersAtLeast: 0.9,
  begin: async ({ load, emulators, system }) => {
    const id = load.newCustomer();
    await system.standIn.faults({ '*': [{ kind: 'slow', delayMs: 300 }] });
    const sending = Promise.all(
      Array.from({ length: titles }, (_, index) => sendTwice(load, `repeated-${id}-${index}`)),
    );
    const ending = new AbortController();
    const again = async (): Promise<number> => {
      let delivered = 0;
      while (!ending.signal.aborted) {
        const messages = await emulators.deliverAgain();
        load.ledger.repeated.push({ at: Date.now(), messages });
        delivered += messages;
        await delay(everyMs, undefined, { signal: ending.signal }).catch(() => undefined);
      }
      return delivered;
    };
    const repeating = again();
    return async () => {
      ending.abort();
      await sending;
      for (const job of load.done) await load.sender.send(job, { again: `-after-${id}` });
      const delivered = await repeating;
      await system.standIn.clearFaults();
      return delivered === 0 ? ['nothing was in flight that could be delivered again'] : [];
    };
  },
};
