import type { SecureServerOptions } from 'node:http2';
import { modelCatalog } from '../../contracts/model-catalog';
import { AwsError } from './aws-error';
import { createBatchJobs, type OnJobStateChange } from './batch/batch-jobs';
import { createS3Storage } from './batch/batch-storage';
import { type CallCount, createCallLog, type SeenRequest } from './calls/call-log';
import { answerAdminRoute } from './control/admin-routes';
import { answerControlPlane } from './control/answer-control-plane';
import type { ControlPlane } from './control/control-plane-routes';
import type { Faults } from './faults/fault';
import { createFaultBoard } from './faults/fault-board';
import { createPromptCache } from './messages/prompt-cache';
import { createResolveModel, knownModel, type StandInCatalog } from './models/resolve-model';
import { answerModelCall } from './runtime/answer-model-call';
import type { StandIn } from './runtime/stand-in';
import type { Exchange } from './server/exchange';
import { listenOnOnePort } from './server/one-port-server';
import { sendAwsError, toAwsError } from './server/send';
import { createSettings, type Settings } from './settings';

export interface BedrockStandInOptions extends Partial<Settings> {
  /** 0: a free one. */
  readonly port: number;
  readonly host?: string;
  readonly catalog?: StandInCatalog;
  /** Speaks TLS with this key and certificate. */
  readonly tls?: SecureServerOptions;
  /** S3 for batch jobs; absent: what the SDK reads from the environment. */
  readonly s3Endpoint?: string;
  /** Gets the events that EventBridge would get from batch jobs. */
  readonly onJobStateChange?: OnJobStateChange;
  readonly now?: () => number;
  /** From 0 to 1, 1 excluded: which calls a fault with a probability strikes. */
  readonly random?: () => number;
}

export interface BedrockStandIn {
  readonly port: number;
  readonly url: string;
  calls(): readonly CallCount[];
  /** The last requests, newest last. */
  lastRequests(count: number): readonly SeenRequest[];
  setFaults(faults: Faults): void;
  setSettings(settings: Partial<Settings>): void;
  close(): Promise<void>;
}

const modelRoute = /^\/model\/([^/]+)\/(invoke|invoke-with-response-stream)$/;

const route = async (plane: ControlPlane, exchange: Exchange): Promise<void> => {
  const { standIn } = plane;
  const [, modelId, operation] = modelRoute.exec(exchange.path) ?? [];
  if (modelId !== undefined && exchange.method === 'POST') {
    await answerModelCall(
      standIn,
      exchange,
      decodeURIComponent(modelId),
      operation === 'invoke' ? 'invoke' : 'stream',
    );
    return;
  }
  if (await answerAdminRoute(standIn, exchange)) return;
  if (await answerControlPlane(plane, exchange)) return;
  throw new AwsError('UnknownOperationException', `${exchange.method} ${exchange.path} is not known here.`);
};

/**
 * Starts a server that speaks Amazon Bedrock's protocol without a model behind it: it answers from what a request holds,
 * labelled as a stand-in, and fails as it is told to. It never leaves the machine.
 */
export const startBedrockStandIn = async (options: BedrockStandInOptions): Promise<BedrockStandIn> => {
  const { host = '127.0.0.1', catalog = modelCatalog, now = Date.now, random = Math.random } = options;
  const standIn: StandIn = {
    resolveModel: createResolveModel(catalog, now),
    knownModel: knownModel(catalog),
    faults: createFaultBoard(random),
    calls: createCallLog(),
    promptCache: createPromptCache(now),
    settings: createSettings({
      latencyMs: options.latencyMs ?? 0,
      tokensPerSecond: options.tokensPerSecond ?? 0,
    }),
    now,
    random,
  };
  const storage = createS3Storage(options.s3Endpoint, 'us-east-1');
  const jobs = createBatchJobs(standIn, storage, options.onJobStateChange ?? (() => undefined));
  const plane = { standIn, catalog, jobs };
  const server = await listenOnOnePort({ port: options.port, host, tls: options.tls }, async (exchange) => {
    try {
      await route(plane, exchange);
    } catch (error) {
      if (!exchange.gone.aborted && !exchange.reply.headersSent) sendAwsError(exchange, toAwsError(error));
    }
  });
  return {
    port: server.port,
    url: `${options.tls === undefined ? 'http' : 'https'}://${host}:${server.port}`,
    calls: () => standIn.calls.counts(),
    lastRequests: (count) => standIn.calls.last(count),
    setFaults: (faults) => standIn.faults.set(faults),
    setSettings: (settings) => standIn.settings.set(settings),
    close: async () => {
      await jobs.close();
      await server.close();
    },
  };
};
