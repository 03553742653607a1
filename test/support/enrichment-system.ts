import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { AdminRuntime } from '../../admin/admin-runtime';
import { queueCounts } from '../../admin/queue-counts';
import { runAdmin } from '../../admin/run-admin';
import type { Target } from '../../admin/target/target';
import { queuePolicies } from '../../contracts/queue-policies';
import { defaultRuntimeConfig, type RuntimeConfig } from '../../contracts/runtime-config';
import type { OnJobStateChange } from '../../local/bedrock-stand-in/batch/batch-jobs';
import {
  type BedrockStandIn,
  startBedrockStandIn,
} from '../../local/bedrock-stand-in/start-bedrock-stand-in';
import { pollQueue } from '../../local/queue-poller/poll-queue';
import { type PolledQueue, polledQueue } from '../../local/queue-poller/polled-queue';
import { startSearchStandIn } from '../../local/search-stand-in/start-search-stand-in';
import { type EmbeddedEmulators, startEmbeddedEmulators } from './embedded-emulators';

export interface EnrichmentSystem {
  readonly emulators: EmbeddedEmulators;
  readonly bedrock: BedrockStandIn;
  readonly target: Target;
  readonly folder: string;
  /** Documents in the search index. */
  indexed(): number;
  /** Runs the admin command; `output` is what it prints, `notes` what it says besides. */
  admin(...args: string[]): Promise<{ code: number; output: string; notes: string }>;
  /** Feeds the deployed bundle from the queue until nothing is on it. */
  consumeAll(): Promise<void>;
  close(): Promise<void>;
}

const pause = async (ms: number): Promise<void> => {
  await sleep(ms);
};

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

const context = {
  functionName: 'enrichment-consumer',
  awsRequestId: 'test',
  getRemainingTimeInMillis: () => queuePolicies.enrichment.processingTimeoutSeconds * 1000,
} as unknown as Context;

/** Emulators, stand-ins, the admin command and the bundle of the consumer, in this process, over their real protocols. */
export const startEnrichmentSystem = async (
  config: Partial<RuntimeConfig> = {},
  onJobStateChange: OnJobStateChange = () => undefined,
): Promise<EnrichmentSystem> => {
  const folder = await mkdtemp(join(tmpdir(), 'manga-enrichment-'));
  const emulators = await startEmbeddedEmulators();
  const [bedrock, search] = await Promise.all([
    startBedrockStandIn({ port: 0, s3Endpoint: emulators.messaging.url, onJobStateChange }),
    startSearchStandIn({ port: 0 }),
  ]);
  const { enrichment, deferredInference } = emulators.messaging.queues;
  const configuration = join(folder, 'configuration.json');
  await writeFile(
    configuration,
    JSON.stringify({ config: { ...defaultRuntimeConfig, ...config }, secret: {} }),
  );
  const variables: Record<string, string> = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: emulators.dynamoDbUrl,
    AWS_ENDPOINT_URL_SQS: emulators.messaging.url,
    AWS_ENDPOINT_URL_SNS: emulators.messaging.url,
    AWS_ENDPOINT_URL_S3: emulators.messaging.url,
    AWS_ENDPOINT_URL_BEDROCK: bedrock.url,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
    MANGA_ENV: 'local',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'ERROR',
    MANGA_LOCAL_CONFIGURATION: configuration,
    SEARCH_ENDPOINT: search.url,
    CATALOG_TOPIC_ARN: emulators.messaging.catalogTopicArn,
    ENRICHMENT_QUEUE_URL: enrichment.url,
  };
  Object.assign(process.env, variables);
  // The bundle writes its metrics to the log, which nobody reads here.
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array, ...rest: []) =>
    String(chunk).startsWith('{"_aws"') || write(chunk, ...rest);
  const { handler } = require(resolve('dist/lambdas/enrichment-consumer/index.js')) as { handler: Handler };

  const queueOf = ({ url, deadLetterUrl }: typeof enrichment) => ({ url, dlqUrl: deadLetterUrl });
  const target: Target = {
    environment: 'local',
    region: 'us-east-1',
    queues: { enrichment: queueOf(enrichment), deferredInference: queueOf(deferredInference) },
    topics: { catalog: emulators.messaging.catalogTopicArn, results: emulators.messaging.resultsTopicArn },
    searchEndpoint: search.url,
    uploadsBucket: emulators.messaging.uploadsBucket,
    batch: {
      bucket: emulators.messaging.uploadsBucket,
      roleArn: 'arn:aws:iam::000000000000:role/batch',
    },
    configurationFile: configuration,
    gateway: 'http://127.0.0.1:1',
    dailyEnrichmentFunction: 'daily-enrichment',
    nightlyRecommendationsFunction: 'nightly-recommendations',
    batchCompletedFunction: 'batch-completed',
    endpoints: {
      dynamodb: emulators.dynamoDbUrl,
      sqs: emulators.messaging.url,
      sns: emulators.messaging.url,
      s3: emulators.messaging.url,
      bedrockControl: bedrock.url,
      lambda: undefined,
    },
  };

  /** Short polls: the emulator would give a message to a long poll that was broken off. */
  const queue: PolledQueue = {
    ...polledQueue(emulators.sqs, enrichment.url, queuePolicies.enrichment.batchSize),
    receive: async () => {
      const { Messages = [] } = await emulators.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: enrichment.url,
          MaxNumberOfMessages: queuePolicies.enrichment.batchSize,
          MessageSystemAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) await pause(50);
      return Messages;
    },
  };
  const isEmpty = async (): Promise<boolean> => {
    const { queued, inFlight, delayed } = await queueCounts(emulators.sqs, enrichment.url);
    return queued + inFlight + delayed === 0;
  };

  return {
    emulators,
    bedrock,
    target,
    folder,
    indexed: () => search.size(),
    admin: async (...args) => {
      const output: string[] = [];
      const notes: string[] = [];
      const runtime: AdminRuntime = {
        terminal: {
          isInteractive: false,
          print: (line) => void output.push(line),
          note: (line) => void notes.push(line),
          confirm: async () => false,
        },
        now: Date.now,
        findTarget: async () => target,
        user: 'tester',
        stopped: new AbortController().signal,
      };
      const code = await runAdmin(args, runtime);
      return { code, output: output.join('\n'), notes: notes.join('\n') };
    },
    consumeAll: async () => {
      const stopping = new AbortController();
      const pollers = Array.from({ length: queuePolicies.enrichment.maxConcurrency }, () =>
        pollQueue(
          {
            queue,
            queueArn: 'arn:aws:sqs:us-east-1:000000000000:manga-enrichment.fifo',
            invoke: async (event) => ({
              ok: true,
              payload: JSON.stringify(await handler(JSON.parse(event), context)),
            }),
            delay: pause,
            log: (line) => void process.stderr.write(`${line}\n`),
          },
          stopping.signal,
        ),
      );
      while (!(await isEmpty())) await pause(100);
      stopping.abort();
      await Promise.all(pollers);
    },
    close: async () => {
      for (const name of Object.keys(variables)) delete process.env[name];
      process.stdout.write = write;
      await Promise.all([bedrock.close(), search.close(), emulators.close()]);
      await rm(folder, { recursive: true });
    },
  };
};
