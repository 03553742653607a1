import { exitCodes } from '../../admin/exit-codes';
import { dataSetFile } from '../data-set';
import { countBy, createObserver } from '../observe/observer';
import { check, type Scenario } from '../scenario';
import { runAdmin } from '../system/run-admin';
import { paidCalls } from '../system/stand-in-control';
import { waitUntil } from '../wait-until';

const records = 2000;
const killAt = [400, 1000, 1600] as const;
/** A process has at most one batch in hand: what a kill can make somebody pay twice. */
const batchSize = 10;

/** The first import of a catalogue, with the consumer's processes killed three times on the way. */
export const catalogueImport: Scenario = {
  summary: `${records} records of the real data set, the enrichment consumer killed ${killAt.length} times`,
  run: async ({ start, log, onEnd }) => {
    const file = dataSetFile();
    const system = await start();
    const observer = createObserver(system.describe());
    onEnd(() => observer.close());
    const { url, dlqUrl } = system.describe().queues.enrichment;
    const paid = async (): Promise<number> => paidCalls(await system.standIn.counts(), ['invoke']);

    const startedAt = Date.now();
    const importing = runAdmin(['enrich', file, '--limit', String(records), '--json']);
    let inHand = 0;
    for (const calls of killAt) {
      await waitUntil(`${calls} items are enriched`, async () => (await paid()) >= calls, {
        timeoutMs: 180_000,
      });
      const killed = system.signal('enrichment-consumer', 'SIGKILL');
      inHand += killed * batchSize;
      log(`after ${calls} calls: ${killed} processes of the consumer killed`);
    }
    const { code, output, errors } = await importing;
    await waitUntil('the queue is empty', async () => (await observer.depth(url)) === 0, {
      timeoutMs: 240_000,
      everyMs: 500,
    });
    const seconds = (Date.now() - startedAt) / 1000;
    const counts = countBy(await observer.rows('catalog'), 'status');
    const calls = await paid();
    const dead = await observer.depth(dlqUrl);
    log(`${(records / seconds).toFixed(0)} items a second; ${output.trim() || errors.trim()}`);
    return [
      check(
        'the import took every record',
        code === exitCodes.done || code === exitCodes.partly,
        `exit code ${code}`,
      ),
      check(
        'none lost',
        counts['enriched'] === records && dead === 0,
        `${JSON.stringify(counts)}, ${dead} dead letters`,
      ),
      check(
        'none paid twice beyond those in flight',
        calls >= records && calls - records <= inHand,
        `${calls} calls for ${records} items: ${calls - records} twice, at most ${inHand} were in flight`,
      ),
    ];
  },
};
