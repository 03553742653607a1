import type { MetricKey } from '../../../../contracts/metric-names';
import { defaultRuntimeConfig, type RuntimeConfig } from '../../../../contracts/runtime-config';
import { createModelClient } from '../../../../core/bedrock/create-model-client';
import type { ModelRequest, ModelStreamEvent } from '../../../../core/bedrock/model-client';
import { silentLogger } from '../../../../core/observability/logger';
import { type FakeTransport, fakeTransport, type RegionBehaviour } from './fake-transport';

export const request: ModelRequest = {
  model: 'claude-haiku-4-5',
  body: { messages: [{ role: 'user', content: [{ type: 'text', text: 'おすすめは？' }] }] },
};

export interface RecordedMetric {
  readonly metric: MetricKey;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>> | undefined;
}

/** A client over a fake wire. Time is `Date.now`, so jest's fake timers move deadlines and cooldowns alike. */
export const clientUnderTest = (
  options: {
    readonly regions?: Readonly<Record<string, RegionBehaviour>>;
    readonly config?: Partial<RuntimeConfig>;
    readonly transport?: FakeTransport;
  } = {},
) => {
  const transport = options.transport ?? fakeTransport(options.regions);
  const metrics: RecordedMetric[] = [];
  const config: RuntimeConfig = { ...defaultRuntimeConfig, ...options.config };
  const client = createModelClient({
    config: () => config,
    maxSockets: () => 5,
    now: Date.now,
    random: () => 0,
    record: (metric, value, dimensions) => metrics.push({ metric, value, dimensions }),
    logger: silentLogger,
    transport,
  });
  const recorded = (metric: MetricKey): readonly number[] =>
    metrics.filter((one) => one.metric === metric).map(({ value }) => value);
  const stateOf = (region: string, model?: string): string | undefined =>
    client.health().find((one) => one.region === region && one.model === model)?.state;
  return { client, transport, metrics, recorded, stateOf };
};

export const soon = (ms = 60_000): { readonly deadline: number } => ({ deadline: Date.now() + ms });

/** Reads a stream to its end: its text, and the event that completes it. */
export const readAll = async (
  stream: AsyncIterable<ModelStreamEvent>,
): Promise<{ readonly text: string; readonly complete: ModelStreamEvent | undefined }> => {
  let text = '';
  let complete: ModelStreamEvent | undefined;
  for await (const event of stream) {
    if (event.type === 'delta') text += event.text;
    if (event.type === 'complete') complete = event;
  }
  return { text, complete };
};
