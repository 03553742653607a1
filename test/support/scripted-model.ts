import { ModelCallError } from '../../core/bedrock/model-call-error';
import type {
  CallOptions,
  ModelClient,
  ModelReply,
  ModelRequest,
  ModelStreamEvent,
} from '../../core/bedrock/model-client';

export const modelReply = (overrides: Partial<ModelReply> = {}): ModelReply => ({
  text: '「東京喰種」はいかがでしょうか。',
  model: 'claude-sonnet-4-5',
  region: 'us-east-1',
  profileId: 'us.anthropic.claude-sonnet-4-5',
  stopReason: 'end_turn',
  usage: { inputTokens: 900, outputTokens: 40 },
  costUsd: 0.0033,
  attempts: 1,
  ...overrides,
});

export const unavailable = (reason = 'ServiceUnavailableException'): ModelCallError =>
  new ModelCallError('No region answers', {
    kind: 'unavailable',
    fault: 'region',
    retryable: true,
    retryAfterMs: 4_200,
    failures: [{ region: 'us-east-1', fault: 'region', reason, message: 'busy' }],
  });

/** What the model does when it is called. */
export interface ModelScript {
  readonly invoke?: (request: ModelRequest, options: CallOptions) => Promise<ModelReply>;
  readonly stream?: (request: ModelRequest, options: CallOptions) => AsyncIterable<ModelStreamEvent>;
}

/** Streams texts and completes, with a pause before each where there is one. */
export const streamOf = (
  texts: readonly string[],
  options: { readonly reply?: Partial<ModelReply>; readonly pause?: () => Promise<void> } = {},
) =>
  async function* (_request: ModelRequest, { signal }: CallOptions): AsyncGenerator<ModelStreamEvent> {
    const { model, region, profileId, usage } = modelReply(options.reply);
    for (const [at, text] of texts.entries()) {
      await options.pause?.();
      signal?.throwIfAborted();
      if (at === 0) yield { type: 'start', model, region, profileId, usage: { ...usage, outputTokens: 1 } };
      yield { type: 'delta', text };
    }
    yield { type: 'complete', reply: modelReply({ text: texts.join(''), ...options.reply }) };
  };

/** A model that follows its script and remembers what it was asked. */
export const scriptedModel = (script: ModelScript = {}) => {
  const calls: {
    readonly request: ModelRequest;
    readonly options: CallOptions;
    readonly streamed: boolean;
  }[] = [];
  const client: ModelClient = {
    invoke: async (request, options) => {
      calls.push({ request, options, streamed: false });
      return script.invoke === undefined ? modelReply() : script.invoke(request, options);
    },
    stream: (request, options) => {
      calls.push({ request, options, streamed: true });
      return (script.stream ?? streamOf(['「東京喰種」は', 'いかがでしょうか。']))(request, options);
    },
    health: () => [],
  };
  return { ...client, calls };
};
