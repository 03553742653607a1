import { defaultRuntimeConfig, type RuntimeConfig } from '../../../../contracts/runtime-config';
import { type ClosableModelClient, createModelClient } from '../../../../core/bedrock/create-model-client';
import type { Now } from '../../../../core/clock';
import { silentLogger } from '../../../../core/observability/logger';
import { ignoreMetrics } from '../../../../core/observability/metrics-recorder';

/** The environment in which the SDK finds a local Bedrock, and credentials for it. */
export const pointSdkAt = (url: string): void => {
  process.env['AWS_ENDPOINT_URL_BEDROCK_RUNTIME'] = url;
  process.env['AWS_ACCESS_KEY_ID'] = 'local';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'local';
};

/** The client as it is deployed, over the real SDK. */
export const sdkClient = (
  options: {
    readonly config?: Partial<RuntimeConfig>;
    readonly maxSockets?: number;
    readonly now?: Now;
  } = {},
): ClosableModelClient => {
  const config: RuntimeConfig = { ...defaultRuntimeConfig, ...options.config };
  return createModelClient({
    config: () => config,
    maxSockets: () => options.maxSockets ?? 5,
    now: options.now ?? Date.now,
    random: () => 0,
    record: ignoreMetrics,
    logger: silentLogger,
  });
};
