import { countBy, createObserver } from '../observe/observer';
import { parseEnriched } from '../observe/record-job-events';
import { recordTopic } from '../observe/record-topic';
import { untilQuiet } from '../observe/until-quiet';
import { check, type Scenario } from '../scenario';
import { enrichmentMessages } from '../storm/enrichment-messages';
import { judgeEnrichment } from '../storm/judge-enrichment';
import { realItems } from '../storm/real-items';
import { sendAll } from '../storm/send-all';
import { storm } from '../storm/weather';
import { runAdmin } from '../system/run-admin';
import { paidCalls } from '../system/stand-in-control';
import { waitUntil } from '../wait-until';

const titles = 4350;
/** Titles that are edited twice more. */
const edited = 200;
const malformed = 250;
const kills = 5;
/** A process has at most one batch in hand: what a kill can make somebody pay twice. */
const batchSize = 10;
const timeoutMs = 20 * 60_000;

/** Everything at once that may go wrong on the way of a catalogue into the store. */
export const enrichmentStorm: Scenario = {
  summary: `${titles + 2 * edited + malformed} jobs of real records, ${malformed} malformed; the model throttles, spoils and is down; the consumer killed ${kills} times`,
  run: async ({ start, log, onEnd, seed }) => {
    const items = await realItems(titles + malformed);
    const sent = enrichmentMessages(items.slice(0, titles), items.slice(titles), {
      edited,
      seed,
      startedAt: Date.now() - 60_000,
    });
    const system = await start({ config: { enrichment_items_per_call: 1 } });
    const observer = createObserver(system.describe());
    onEnd(() => observer.close());
    const { url, dlqUrl } = system.describe().queues.enrichment;
    const recording = await recordTopic(system.describe(), 'catalog', parseEnriched);
    onEnd(() => recording.stop());
    const queueIsEmpty = (): Promise<void> =>
      waitUntil('the queue is empty', async () => (await observer.depth(url)) === 0, {
        timeoutMs,
        everyMs: 1000,
      });

    const startedAt = Date.now();
    let inHand = 0;
    const raging = storm({
      seed,
      standIn: system.standIn,
      settled: () => recording.events().length,
      total: titles + 2 * edited,
      strikes: kills,
      strike: (number) => {
        const killed = system.signal('enrichment-consumer', 'SIGKILL');
        inHand += killed * batchSize;
        log(`after ${recording.events().length} events, kill ${number}: ${killed} processes of the consumer`);
      },
      log,
      timeoutMs,
    });
    await Promise.all([sendAll(observer.sqs, url, sent), raging]);
    await queueIsEmpty();
    const seconds = (Date.now() - startedAt) / 1000;
    log(`${sent.length} jobs in ${seconds.toFixed(0)} s: ${(sent.length / seconds).toFixed(1)} a second`);
    await untilQuiet(recording);
    const parked = await observer.rows('parkedJobs');
    log(`parked: ${JSON.stringify(countBy(parked, 'code'))}`);
    const checks = judgeEnrichment({
      sent,
      events: recording.events(),
      parked,
      dead: await observer.depth(dlqUrl),
      paidCalls: paidCalls(await system.standIn.counts(), ['invoke']),
      inHand,
    });

    await system.standIn.clearFaults();
    const requeued = await runAdmin(['failed', 'requeue', '--reason', 'UNFIT_REPLY', '--json']);
    await queueIsEmpty();
    const rows = countBy(await observer.rows('catalog'), 'status');
    const left = countBy(await observer.rows('parkedJobs'), 'code');
    return [
      ...checks,
      check(
        'parked jobs requeued and done',
        requeued.code === 0 && rows['enriched'] === titles && left['INVALID_JOB'] === malformed,
        `${requeued.output.trim() || requeued.errors.trim()}; catalogue ${JSON.stringify(rows)}; still parked ${JSON.stringify(left)}`,
      ),
    ];
  },
};
