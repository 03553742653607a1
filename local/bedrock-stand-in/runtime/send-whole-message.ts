import { type MessageFacts, wholeMessage } from '../messages/message-events';
import { sendJson } from '../server/send';
import { wait } from '../server/wait';
import type { ModelCall } from './model-call';
import type { StandIn } from './stand-in';

/** Tokens of a message, as the call log counts them. */
export const tokensOf = ({ input, generation }: MessageFacts) => ({
  inputTokens: input.inputTokens,
  cacheReadTokens: input.cacheReadTokens,
  cacheWriteTokens: input.cacheWriteTokens,
  outputTokens: generation.outputTokens,
});

const cutInTheMiddle = ({ exchange }: ModelCall, message: unknown): void => {
  const body = Buffer.from(JSON.stringify(message));
  exchange.reply.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  exchange.reply.write(body.subarray(0, Math.floor(body.length / 2)));
  // The first half has to leave before the connection breaks.
  setImmediate(() => exchange.reset());
};

/** Answers InvokeModel: after the time that the whole answer takes to generate. */
export const sendWholeMessage = async (
  standIn: StandIn,
  call: ModelCall,
  facts: MessageFacts,
): Promise<void> => {
  const startedAt = performance.now();
  const { latencyMs, tokensPerSecond } = standIn.settings.get();
  const { outputTokens } = facts.generation;
  await wait(
    latencyMs + (tokensPerSecond > 0 ? (1000 * outputTokens) / tokensPerSecond : 0),
    call.exchange.gone,
  );
  const message = wholeMessage(facts);
  if (call.fault?.kind === 'cut') {
    call.record('cut', tokensOf(facts));
    cutInTheMiddle(call, message);
    return;
  }
  call.record('ok', tokensOf(facts));
  standIn.calls.pay({ ...facts.about, at: standIn.now() });
  sendJson(call.exchange, 200, message, {
    'x-amzn-bedrock-invocation-latency': Math.round(performance.now() - startedAt),
    'x-amzn-bedrock-input-token-count': facts.input.inputTokens,
    'x-amzn-bedrock-output-token-count': outputTokens,
    'x-amzn-bedrock-cache-read-input-token-count': facts.input.cacheReadTokens,
    'x-amzn-bedrock-cache-write-input-token-count': facts.input.cacheWriteTokens,
  });
};
