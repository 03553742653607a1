import {
  type BedrockRuntimeClient,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
  type ResponseStream,
} from '@aws-sdk/client-bedrock-runtime';
import type { BedrockTransport, TransportCall } from './bedrock-transport';
import { createConnectionSlots, type ReleaseSlot, type TakeSlot } from './connection-slots';
import { errorFacts } from './error-facts';
import { createProcessCredentials } from './process-credentials';
import { createRegionalClient } from './regional-client';
import { WireError } from './wire-error';

interface Pool {
  readonly client: BedrockRuntimeClient;
  readonly takeSlot: TakeSlot;
}

const decoder = new TextDecoder();

const commandInput = ({ modelId, body }: TransportCall) => ({
  modelId,
  body,
  contentType: 'application/json',
  accept: 'application/json',
});

/** A stream that is cut within a frame throws an error without a name, a code or a status: that is a cut, too. */
const asWireError = (error: unknown): unknown => {
  const { name, code, status } = errorFacts(error, 0);
  return name === 'Error' && code === undefined && status === undefined
    ? new WireError('StreamCut', 'the stream broke within a frame', { cause: error })
    : error;
};

async function* eventsOf(body: AsyncIterable<ResponseStream>, release: ReleaseSlot): AsyncGenerator<string> {
  try {
    for await (const event of body) {
      if (event.chunk?.bytes !== undefined) yield decoder.decode(event.chunk.bytes);
    }
  } catch (error) {
    throw asWireError(error);
  } finally {
    release();
  }
}

/** Bedrock through the AWS SDK: one client and one connection pool for each region, made when it is first asked. */
export const createSdkTransport = (options: { readonly maxSockets: () => number }): BedrockTransport => {
  const pools = new Map<string, Pool>();
  const credentials = createProcessCredentials();

  const poolOf = (region: string): Pool => {
    const known = pools.get(region);
    if (known !== undefined) return known;
    const client = createRegionalClient(region, credentials.provider);
    const pool = { client, takeSlot: createConnectionSlots(options.maxSockets) };
    pools.set(region, pool);
    return pool;
  };

  /** Everything that a call needs before it may go to its region. */
  const prepare = async (call: TransportCall) => {
    call.onWait('credentials');
    await credentials.ready();
    call.onWait(undefined);
    call.signal.throwIfAborted();
    const { client, takeSlot } = poolOf(call.region);
    return { client, release: await takeSlot(call) };
  };

  return {
    invoke: async (call) => {
      const { client, release } = await prepare(call);
      try {
        const command = new InvokeModelCommand(commandInput(call));
        const { body } = await client.send(command, { abortSignal: call.signal });
        return decoder.decode(body);
      } finally {
        release();
      }
    },
    stream: async (call) => {
      const { client, release } = await prepare(call);
      // A stream that is given up may never be read to its end.
      call.signal.addEventListener('abort', release, { once: true });
      try {
        const command = new InvokeModelWithResponseStreamCommand(commandInput(call));
        const { body } = await client.send(command, { abortSignal: call.signal });
        if (body === undefined) throw new WireError('UnreadableReply', 'the response has no stream');
        return eventsOf(body, release);
      } catch (error) {
        release();
        throw error;
      }
    },
    close: () => {
      for (const { client } of pools.values()) client.destroy();
      pools.clear();
    },
  };
};
