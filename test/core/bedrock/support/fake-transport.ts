import type { BedrockTransport, TransportCall } from '../../../../core/bedrock/bedrock-transport';

/** What a region does with a call. */
export interface RegionBehaviour {
  readonly invoke?: (call: TransportCall) => Promise<string> | string;
  readonly stream?: (call: TransportCall) => AsyncIterable<string>;
}

export interface FakeTransport extends BedrockTransport {
  /** Every call, in order. */
  readonly calls: TransportCall[];
  /** Changes what a region does. */
  set(region: string, behaviour: RegionBehaviour): void;
  /** How many calls a region got. */
  count(region: string): number;
}

/** The wire as a table of regions: those that are not in it answer. */
export const fakeTransport = (regions: Readonly<Record<string, RegionBehaviour>> = {}): FakeTransport => {
  const table = new Map(Object.entries(regions));
  const calls: TransportCall[] = [];
  return {
    calls,
    set: (region, behaviour) => void table.set(region, behaviour),
    count: (region) => calls.filter((call) => call.region === region).length,
    invoke: async (call) => {
      calls.push(call);
      return (table.get(call.region)?.invoke ?? (() => replyJson('はい。')))(call);
    },
    stream: async (call) => {
      calls.push(call);
      return (table.get(call.region)?.stream ?? (() => streamOf(...textEvents('は', 'い。'))))(call);
    },
    close: () => undefined,
  };
};

export const usage = { input_tokens: 100, output_tokens: 20 };

export const replyJson = (text: string, over: Record<string, unknown> = {}): string =>
  JSON.stringify({ content: [{ type: 'text', text }], stop_reason: 'end_turn', usage, ...over });

/** The events of a whole answer. */
export const textEvents = (...texts: readonly string[]): readonly string[] => [
  ...openEvents(...texts),
  '{"type":"content_block_stop","index":0}',
  '{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":20}}',
  '{"type":"message_stop"}',
];

/** The events of an answer up to its last text, without its end. */
export const openEvents = (...texts: readonly string[]): readonly string[] => [
  '{"type":"message_start","message":{"usage":{"input_tokens":100,"output_tokens":1}}}',
  '{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}',
  '{"type":"ping"}',
  ...texts.map((text) =>
    JSON.stringify({ type: 'content_block_delta', delta: { type: 'text_delta', text } }),
  ),
];

export async function* streamOf(...events: readonly string[]): AsyncGenerator<string> {
  yield* events;
}

/** A stream that yields, and then fails. */
export async function* breakingStream(error: unknown, ...events: readonly string[]): AsyncGenerator<string> {
  yield* events;
  throw error;
}

/** A stream that yields, and then stands still until it is aborted. */
export async function* stallingStream(
  signal: AbortSignal,
  ...events: readonly string[]
): AsyncGenerator<string> {
  yield* events;
  await untilAbort(signal);
}

/** Never answers; fails as the SDK does when it is aborted. */
export const untilAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const fail = (): void => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
    if (signal.aborted) fail();
    signal.addEventListener('abort', fail, { once: true });
  });

/** An error as the SDK throws it. */
export const awsError = (
  name: string,
  status: number,
  over: { readonly message?: string; readonly retryAfter?: string } = {},
): Error =>
  Object.assign(new Error(over.message ?? 'said AWS'), {
    name,
    $metadata: { httpStatusCode: status },
    $response: { statusCode: status, headers: over.retryAfter ? { 'retry-after': over.retryAfter } : {} },
  });

/** An error as Node throws it. */
export const nodeError = (code: string): Error => Object.assign(new Error(`connect ${code}`), { code });

export const failing = (thrown: unknown): RegionBehaviour => ({
  invoke: () => Promise.reject(thrown),
  stream: () => breakingStream(thrown),
});
