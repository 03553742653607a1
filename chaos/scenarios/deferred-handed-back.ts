import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { localCredentials } from '../../admin/target/connect';
import { queuePolicies } from '../../contracts/queue-policies';
import { stopTimeoutSeconds } from '../../local/entry-point-environments';
import { dataSetFile } from '../data-set';
import { countBy, createObserver, type Observer } from '../observe/observer';
import { parseResult } from '../observe/record-job-events';
import { recordTopic } from '../observe/record-topic';
import { untilQuiet } from '../observe/until-quiet';
import { check, type Scenario } from '../scenario';
import { deferredMessages } from '../storm/deferred-messages';
import { judgeDeferred } from '../storm/judge-deferred';
import { sendAll } from '../storm/send-all';
import { storm } from '../storm/weather';
import { runAdmin } from '../system/run-admin';
import type { RunningSystem } from '../system/running-system';
import { paidCalls } from '../system/stand-in-control';
import { timeStop } from '../system/time-stop';
import { waitUntil } from '../wait-until';
import { enrichTitles } from './enrich-titles';

const items = 300;
const jobs = 2000;
const stops = 10;
/** So long that something is always in flight when the consumer is stopped. */
const latencyMs = 200;
const timeoutMs = 20 * 60_000;

/** A catalogue for the jobs to work on; answers with its ids. */
const fillCatalogue = async (observer: Observer): Promise<readonly [string, ...string[]]> => {
  await enrichTitles(dataSetFile(), '--limit', String(items));
  let ids: string[] = [];
  const isEnriched = async (): Promise<boolean> => {
    const rows = await observer.rows('catalog');
    ids = rows.filter(({ status }) => status === 'enriched').map(({ catalogId }) => String(catalogId));
    return ids.length === items;
  };
  await waitUntil(`${items} items are enriched`, isEnriched, { timeoutMs, everyMs: 1000 });
  const [first = '', ...rest] = ids.toSorted();
  return [first, ...rest];
};

const upload = async (
  system: RunningSystem,
  files: readonly { readonly key: string; readonly bytes: Uint8Array }[],
): Promise<void> => {
  const { endpoints, region, buckets } = system.describe();
  const s3 = new S3Client({
    endpoint: endpoints.s3,
    region,
    forcePathStyle: true,
    credentials: localCredentials,
  });
  for (const { key, bytes } of files)
    await s3.send(new PutObjectCommand({ Bucket: buckets.uploads, Key: key, Body: bytes }));
  s3.destroy();
};

/** Deferred jobs while their consumer is stopped as a deployment stops it, again and again. */
export const deferredHandedBack: Scenario = {
  summary: `${jobs} deferred jobs, 5 % malformed; the model throttles, spoils and is down; the consumer stopped by SIGTERM ${stops} times`,
  run: async ({ start, log, onEnd, seed }) => {
    const system = await start({ latencyMs });
    const observer = createObserver(system.describe());
    onEnd(() => observer.close());
    const catalogIds = await fillCatalogue(observer);
    const paid = async (): Promise<number> => paidCalls(await system.standIn.counts(), ['invoke']);
    const paidBefore = await paid();
    const { queues, buckets } = system.describe();
    const { url, dlqUrl } = queues.deferredInference;
    const recording = await recordTopic(system.describe(), 'results', parseResult);
    onEnd(() => recording.stop());
    const { messages, uploads, malformed, noImages } = deferredMessages(catalogIds, {
      count: jobs,
      seed,
      bucket: buckets.uploads,
      night: '2026-11-25',
    });
    await upload(system, uploads);
    const queueIsEmpty = (): Promise<void> =>
      waitUntil('the queue is empty', async () => (await observer.depth(url)) === 0, {
        timeoutMs,
        everyMs: 1000,
      });

    const startedAt = Date.now();
    const stopMs: number[] = [];
    const raging = storm({
      seed,
      standIn: system.standIn,
      settled: () => recording.events().length,
      total: jobs - malformed,
      strikes: stops,
      strike: async (number) => {
        const ms = await timeStop(system, 'deferred-consumer');
        stopMs.push(ms);
        log(`after ${recording.events().length} results, stop ${number}: ended in ${ms} ms`);
      },
      log,
      timeoutMs,
    });
    await Promise.all([sendAll(observer.sqs, url, messages), raging]);
    await queueIsEmpty();
    const seconds = (Date.now() - startedAt) / 1000;
    log(`${jobs} jobs in ${seconds.toFixed(0)} s: ${(jobs / seconds).toFixed(1)} a second`);
    await untilQuiet(recording);
    const results = async () => (await observer.rows('results')).filter(({ kind }) => kind !== undefined);
    const checks = judgeDeferred({
      sent: jobs,
      malformed,
      noImages,
      events: recording.events(),
      results: await results(),
      parked: await observer.rows('parkedJobs'),
      dead: await observer.depth(dlqUrl),
      paidCalls: (await paid()) - paidBefore,
      inHand: stops * queuePolicies.deferredInference.maxConcurrency,
      stopMs,
      stopTimeoutMs: stopTimeoutSeconds * 1000,
    });

    await system.standIn.clearFaults();
    const requeued = await runAdmin(['failed', 'requeue', '--reason', 'UNFIT_REPLY', '--json']);
    await queueIsEmpty();
    const statuses = countBy(await results(), 'status');
    const left = countBy(await observer.rows('parkedJobs'), 'code');
    return [
      ...checks,
      check(
        'parked jobs requeued and done',
        requeued.code === 0 && statuses['done'] === jobs - malformed - noImages,
        `${requeued.output.trim() || requeued.errors.trim()}; results ${JSON.stringify(statuses)}; still parked ${JSON.stringify(left)}`,
      ),
    ];
  },
};
