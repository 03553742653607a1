import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import {
  type BedrockStandIn,
  type BedrockStandInOptions,
  startBedrockStandIn,
} from '../../../local/bedrock-stand-in/start-bedrock-stand-in';

export const haiku = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
export const sonnet = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
export const titan = 'amazon.titan-embed-text-v2:0';

export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The Messages API body of one question, with whatever the test changes. */
export const aBody = (question: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 1000,
  messages: [{ role: 'user', content: [{ type: 'text', text: question }] }],
  ...changes,
});

export interface Harness {
  readonly standIn: BedrockStandIn;
  client(config?: BedrockRuntimeClientConfig): BedrockRuntimeClient;
  close(): Promise<void>;
}

/** A stand-in on a free port, and real SDK clients for it: HTTP/1.1, one attempt. */
export const startHarness = async (options: Partial<BedrockStandInOptions> = {}): Promise<Harness> => {
  const standIn = await startBedrockStandIn({ port: 0, ...options });
  const clients: BedrockRuntimeClient[] = [];
  return {
    standIn,
    client(config = {}) {
      const client = new BedrockRuntimeClient({
        region: 'us-east-1',
        endpoint: standIn.url,
        credentials,
        maxAttempts: 1,
        requestHandler: new NodeHttpHandler(),
        ...config,
      });
      clients.push(client);
      return client;
    },
    async close() {
      for (const client of clients) client.destroy();
      await standIn.close();
    },
  };
};

export interface WholeReply {
  readonly content: { type: string; text: string }[];
  readonly stop_reason: string;
  readonly stop_sequence: string | null;
  readonly usage: Record<string, number>;
}

export const invoke = async (
  client: BedrockRuntimeClient,
  body: unknown,
  modelId = haiku,
  signal?: AbortSignal,
): Promise<WholeReply> => {
  const reply = await client.send(
    new InvokeModelCommand({ modelId, body: JSON.stringify(body) }),
    signal === undefined ? {} : { abortSignal: signal },
  );
  return JSON.parse(reply.body.transformToString());
};

export const textOfReply = (reply: WholeReply): string => reply.content.map(({ text }) => text).join('');

/** Any event of the model's stream. */
export interface StreamEvent {
  readonly type: string;
  readonly delta?: { text?: string; stop_reason?: string };
  readonly message?: { usage: Record<string, number> };
  readonly usage?: Record<string, number>;
  readonly 'amazon-bedrock-invocationMetrics'?: Record<string, number>;
}

/** Reads a stream; `seen` gets every event, also of a stream that then fails. */
export const stream = async (
  client: BedrockRuntimeClient,
  body: unknown,
  {
    modelId = haiku,
    seen = [],
    signal,
  }: { modelId?: string; seen?: StreamEvent[]; signal?: AbortSignal } = {},
): Promise<StreamEvent[]> => {
  const reply = await client.send(
    new InvokeModelWithResponseStreamCommand({ modelId, body: JSON.stringify(body) }),
    signal === undefined ? {} : { abortSignal: signal },
  );
  for await (const part of reply.body ?? []) {
    seen.push(JSON.parse(Buffer.from(part.chunk?.bytes ?? []).toString('utf8')));
  }
  return seen;
};

export const textOfStream = (events: readonly StreamEvent[]): string =>
  events.map(({ delta }) => delta?.text ?? '').join('');
