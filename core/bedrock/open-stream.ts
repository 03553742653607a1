import type { Attempt } from './attempt';
import type { BedrockTransport } from './bedrock-transport';
import type { AttemptContext } from './failover';
import { ReplyAccumulator } from './reply-accumulator';
import { WireError } from './wire-error';

/** A stream of which the first text, or the end, has arrived. */
export interface OpenedStream extends AttemptContext {
  readonly first: string | undefined;
  readonly events: AsyncIterator<string>;
  readonly reply: ReplyAccumulator;
}

const cut = (): WireError => new WireError('StreamCut', 'the stream ended without message_stop');

/** The next text of a stream, or nothing when it is whole. Rejects with `StreamCut` when it ends before. */
export const nextText = async (
  events: AsyncIterator<string>,
  reply: ReplyAccumulator,
): Promise<string | undefined> => {
  for (;;) {
    const event = await events.next();
    if (event.done === true) throw cut();
    const text = reply.take(event.value);
    if (text !== undefined) return text;
    if (reply.whole() !== undefined) return undefined;
  }
};

/** Opens a stream in one region and waits for its first text: until then another region can take over. */
export const openStream = async (
  context: AttemptContext,
  transport: BedrockTransport,
  body: string,
): Promise<OpenedStream> => {
  const { region, profileId } = context;
  const attempt: Attempt = context.attempt;
  const { signal, onWait } = attempt;
  const stream = await transport.stream({ region, modelId: profileId, body, signal, onWait });
  const events = stream[Symbol.asyncIterator]();
  const reply = new ReplyAccumulator();
  const first = await nextText(events, reply);
  attempt.answered();
  return { ...context, first, events, reply };
};
