import {
  BedrockRuntimeClient,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { defaultRuntimeConfig } from '../../contracts/runtime-config';
import { createModelClient } from '../../core/bedrock/create-model-client';
import { messagesRequest } from '../../core/bedrock/messages-request';
import type { ModelRequest } from '../../core/bedrock/model-client';
import { silentLogger } from '../../core/observability/logger';
import { ignoreMetrics } from '../../core/observability/metrics-recorder';
import type { Contender, Operation, RoundOrder, RoundTime } from './round';

const request: ModelRequest = {
  model: 'claude-haiku-4-5',
  body: {
    system: [{ type: 'text', text: 'あなたは漫画専門店の案内係です。'.repeat(40) }],
    messages: [{ role: 'user', content: [{ type: 'text', text: 'おすすめの冒険漫画を教えてください。' }] }],
  },
};
const modelId = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';
const body = messagesRequest(request.model, request.body);

/** Ours, with everything that it does for a call: failover, deadlines, usage, cost. */
const pooled = createModelClient({
  config: () => defaultRuntimeConfig,
  maxSockets: () => defaultRuntimeConfig.max_in_flight,
  now: Date.now,
  record: ignoreMetrics,
  logger: silentLogger,
});
/** The SDK as it comes. */
const plain = new BedrockRuntimeClient({ region: 'us-east-1' });

const options = () => ({ deadline: Date.now() + 60_000 });
const decoder = new TextDecoder();

const calls: Readonly<Record<Contender, Readonly<Record<Operation, () => Promise<void>>>>> = {
  pooled: {
    invoke: async () => {
      await pooled.invoke(request, options());
    },
    stream: async () => {
      let text = '';
      for await (const event of pooled.stream(request, options())) {
        if (event.type === 'delta') text += event.text;
      }
      if (text === '') throw new Error('the stream is empty');
    },
  },
  default: {
    invoke: async () => {
      const reply = await plain.send(new InvokeModelCommand({ modelId, body }));
      JSON.parse(decoder.decode(reply.body));
    },
    stream: async () => {
      const reply = await plain.send(new InvokeModelWithResponseStreamCommand({ modelId, body }));
      for await (const { chunk } of reply.body ?? []) JSON.parse(decoder.decode(chunk?.bytes));
    },
  },
};

const round = async ({ contender, operation, calls: count, concurrency }: RoundOrder): Promise<RoundTime> => {
  const call = calls[contender][operation];
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  };
  const cpu = process.cpuUsage();
  const startedAt = process.hrtime.bigint();
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpuSeconds: (user + system) / 1e6 };
};

process.on('message', (order: RoundOrder) => {
  round(order).then(
    (time) => process.send?.(time),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.send?.('ready');
