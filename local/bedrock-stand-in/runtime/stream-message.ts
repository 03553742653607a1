import { randomUUID } from 'node:crypto';
import { chunkFrame, exceptionFrame } from '../messages/event-stream-frame';
import { closingEvents, deltaEvent, type MessageFacts, openingEvents } from '../messages/message-events';
import type { Piece } from '../messages/token-pieces';
import { hold, wait } from '../server/wait';
import { errorOfFault, type ModelCall } from './model-call';
import { tokensOf } from './send-whole-message';
import type { StandIn } from './stand-in';

/** Tokens of one delta. */
const tokensPerDelta = 4;

/** Shorter pauses are saved up: timers are no finer. */
const shortestPauseMs = 4;

interface Delta {
  readonly text: string;
  readonly tokens: number;
}

/** The text in deltas of a few tokens; one ends where the fault strikes. */
const toDeltas = (pieces: readonly Piece[], strikeAt: number): readonly Delta[] => {
  const deltas: Delta[] = [];
  let text = '';
  let tokens = 0;
  let total = 0;
  const flush = (): void => {
    if (text !== '') deltas.push({ text, tokens });
    text = '';
    tokens = 0;
  };
  for (const piece of pieces) {
    if (total < strikeAt && total + piece.tokens > strikeAt) flush();
    text += piece.text;
    tokens += piece.tokens;
    total += piece.tokens;
    if (tokens >= tokensPerDelta || total === strikeAt) flush();
  }
  flush();
  return deltas;
};

/** The token after which the call's fault strikes; Infinity: it does not. */
const strikePoint = ({ fault }: ModelCall, outputTokens: number): number => {
  if (fault === undefined || fault.kind === 'slow') return Number.POSITIVE_INFINITY;
  if (fault.kind === 'cut') return fault.afterTokens ?? Math.floor(outputTokens / 2);
  return fault.afterTokens ?? Number.POSITIVE_INFINITY;
};

/** Ends or breaks a stream as its fault says; true: the stream goes on. */
const strikeInStream = async (call: ModelCall, facts: MessageFacts): Promise<boolean> => {
  const { fault, exchange } = call;
  if (fault === undefined) return true;
  if (fault.kind === 'stall') {
    call.record('stall', tokensOf(facts));
    await hold(exchange.gone, fault.delayMs);
    return true;
  }
  if (fault.kind === 'down') {
    call.record('down', tokensOf(facts));
    setImmediate(() => exchange.reset());
    return false;
  }
  const error = errorOfFault(fault, true);
  call.record(error?.name ?? 'cut', tokensOf(facts));
  exchange.reply.end(error === undefined ? undefined : exceptionFrame(error));
  return false;
};

/** Answers InvokeModelWithResponseStream: tokens at the pace that is set, then what the answer cost. */
export const streamMessage = async (
  standIn: StandIn,
  call: ModelCall,
  facts: MessageFacts,
): Promise<void> => {
  const startedAt = performance.now();
  const { reply, gone } = call.exchange;
  const { latencyMs, tokensPerSecond } = standIn.settings.get();
  await wait(latencyMs, gone);
  const firstByteMs = performance.now() - startedAt;

  reply.writeHead(200, {
    'content-type': 'application/vnd.amazon.eventstream',
    'x-amzn-bedrock-content-type': 'application/json',
    'x-amzn-requestid': randomUUID(),
  });
  let waiting = openingEvents(facts).map(chunkFrame);
  const flush = (): void => {
    if (waiting.length > 0) reply.write(Buffer.concat(waiting));
    waiting = [];
  };

  const strikeAt = strikePoint(call, facts.generation.outputTokens);
  let sent = 0;
  let owedMs = 0;
  let struck = false;
  const strikeIfDue = async (): Promise<boolean> => {
    if (struck || sent < strikeAt) return true;
    struck = true;
    flush();
    return strikeInStream(call, facts);
  };

  if (!(await strikeIfDue())) return;
  for (const delta of toDeltas(facts.generation.pieces, strikeAt)) {
    if (tokensPerSecond > 0) owedMs += (1000 * delta.tokens) / tokensPerSecond;
    if (owedMs >= shortestPauseMs) {
      flush();
      await wait(owedMs, gone);
      owedMs = 0;
    }
    waiting.push(chunkFrame(deltaEvent(delta.text)));
    sent += delta.tokens;
    if (!(await strikeIfDue())) return;
  }
  call.record('ok', tokensOf(facts));
  const invocationMs = performance.now() - startedAt;
  waiting.push(...closingEvents(facts, { invocationMs, firstByteMs }).map(chunkFrame));
  reply.end(Buffer.concat(waiting));
};
