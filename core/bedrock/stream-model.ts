import { modelCatalog } from '../../contracts/model-catalog';
import type { Now } from '../clock';
import { callCostUsd } from './call-cost';
import { classifyError } from './classify-error';
import { failoverError } from './failover-error';
import { messagesRequest } from './messages-request';
import type { CallOptions, ModelRequest, ModelStreamEvent } from './model-client';
import { nextText, type OpenedStream, openStream } from './open-stream';
import type { RegionalCalls } from './regional-calls';
import { untilAborted } from './until-aborted';

/** Part of the time until the first token that a region gets while another one could be asked: the rest is for that one. */
const firstTokenShare = 0.6;
/** Bedrock ends a stream right after `message_stop`; one that does not is cut, and its connection with it. */
const endOfStreamMs = 1000;

/** Reads a whole stream to its end, so that its connection can be used again. */
const finish = async ({ events, attempt }: OpenedStream): Promise<void> => {
  const timer = setTimeout(() => attempt.stop('idle'), endOfStreamMs);
  try {
    while ((await events.next()).done !== true);
  } catch {
    // The answer is whole already: what happens to its connection afterwards concerns nobody.
  } finally {
    clearTimeout(timer);
  }
};

/** Like `nextText`, but a stream that stands still for `idleMs` is cut to the socket. */
const nextTextWithin = async (stream: OpenedStream, idleMs: number): Promise<string | undefined> => {
  const { attempt, events, reply } = stream;
  const ticking: AsyncIterator<string> = {
    next: async () => {
      const timer = setTimeout(() => attempt.stop('idle'), idleMs);
      try {
        return await untilAborted(events.next(), attempt.signal);
      } finally {
        clearTimeout(timer);
      }
    },
  };
  return nextText(ticking, reply);
};

/**
 * An answer as it is generated. Until the first text other regions can take over; afterwards nothing is retried.
 * Leaving the loop early aborts the request to the socket, and says nothing about the region's health.
 */
export async function* streamModel(
  { calls, now, idleMs }: { readonly calls: RegionalCalls; readonly now: Now; readonly idleMs: number },
  { model, body }: ModelRequest,
  options: CallOptions,
): AsyncGenerator<ModelStreamEvent> {
  const timeoutMs = options.timeoutMs ?? modelCatalog[model].timeoutMs;
  const json = messagesRequest(model, body);
  const stream = await calls.run(
    { ...options, model, timeoutMs, share: firstTokenShare },
    (context, transport) => openStream(context, transport, json),
  );
  const { attempt, lease, region, profileId } = stream;
  let ended = false;
  try {
    yield { type: 'start', model, region, profileId, usage: stream.reply.usageSoFar() };
    for (let text = stream.first; text !== undefined; text = await nextTextWithin(stream, idleMs)) {
      yield { type: 'delta', text };
    }
    const reply = stream.reply.whole();
    if (reply === undefined) throw new Error('a stream without more text is whole');
    ended = true;
    lease.succeed();
    void finish(stream);
    const costUsd = callCostUsd(model, profileId, reply.usage);
    yield {
      type: 'complete',
      reply: { ...reply, model, region, profileId, costUsd, attempts: stream.number },
    };
  } catch (error) {
    if (ended) throw error;
    const verdict = classifyError(error, now());
    // A stream that outlasts the model's own timeout is slow by our measure only.
    if (verdict.reason === 'ModelTimeLimit') lease.release();
    else lease.fail(verdict);
    const { fault, reason, message } = verdict;
    const failures = [{ region, fault, reason, message }];
    throw failoverError(
      { model, failures, notAsked: [], excluded: [], verdict, cause: error },
      reason === 'Aborted' ? 'aborted' : 'broken-stream',
    );
  } finally {
    lease.release();
    if (!ended) attempt.stop('caller');
    attempt.dispose();
  }
}
