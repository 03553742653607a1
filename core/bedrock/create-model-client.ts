import type { RuntimeConfig } from '../../contracts/runtime-config';
import type { BedrockTransport } from './bedrock-transport';
import { invokeModel } from './invoke-model';
import type { ModelClient } from './model-client';
import type { RegionConfig } from './plan-regions';
import { createRegionalCalls, type RegionalCalls, type RegionalCallsDependencies } from './regional-calls';
import { createSdkTransport } from './sdk-transport';
import { streamModel } from './stream-model';

export type ModelClientConfig = RegionConfig & Pick<RuntimeConfig, 'stream_idle_timeout_ms'>;

export interface ModelClientOptions
  extends Pick<RegionalCallsDependencies, 'now' | 'record' | 'logger'>,
    Partial<Pick<RegionalCallsDependencies, 'random'>> {
  /** Read at each call: the configuration is refreshed in the background. */
  readonly config: () => ModelClientConfig;
  /** Connections to each region, and so requests in flight there: 150 in production, 5 in development. Read at each call. */
  readonly maxSockets: () => number;
  /** In place of the AWS SDK. */
  readonly transport?: BedrockTransport;
}

export interface ClosableModelClient extends ModelClient {
  /** The same regions, health and connections, for other kinds of calls: see `createEmbedder`. */
  readonly calls: RegionalCalls;
  close(): void;
}

/** Claude on Bedrock across the configured regions. One for each process: it holds connections and what is known of health. */
export const createModelClient = (options: ModelClientOptions): ClosableModelClient => {
  const { config, now, record, logger } = options;
  const calls = createRegionalCalls({
    config,
    now,
    record,
    logger,
    random: options.random ?? Math.random,
    transport: options.transport ?? createSdkTransport({ maxSockets: options.maxSockets }),
  });
  return {
    calls,
    invoke: (request, callOptions) => invokeModel(calls, request, callOptions),
    stream: (request, callOptions) =>
      streamModel({ calls, now, idleMs: config().stream_idle_timeout_ms }, request, callOptions),
    health: () => calls.health(),
    close: () => calls.close(),
  };
};
