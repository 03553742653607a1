import type { Degradation } from '../../contracts/chat-reply';
import type { Language } from '../../contracts/chat-request';
import type { ModelKey } from '../../contracts/model-catalog';
import { callCostUsd } from '../bedrock/call-cost';
import type {
  CallOptions,
  MessagesBody,
  ModelReply,
  ModelRequest,
  StreamStart,
} from '../bedrock/model-client';
import type { StoredAnswer } from '../sessions/session-store';
import type { SpentCall } from '../spend/spend-ledger';
import { ChatError } from './chat-error';
import type { ChatPorts } from './chat-ports';
import type { Deadline } from './create-deadline';
import { estimateTokens } from './estimate-tokens';
import { refusalText } from './refusal-text';
import type { Emit } from './shared-generations';

/** Which model is to answer, and what is known about its answer already. */
export interface PreparedAnswer {
  readonly model: ModelKey;
  readonly language: Language;
  readonly sources: readonly string[];
  readonly routingReason: string;
  readonly degraded: readonly Degradation[];
}

export interface GeneratedAnswer {
  readonly answer: StoredAnswer;
  /** Whether it is whole, willing and served by no fallback: another customer may get it too. */
  readonly mayBeCached: boolean;
}

const book = ({ record, recordSpend }: ChatPorts, spent: SpentCall): void => {
  const { model, usage, costUsd } = spent;
  record('inputTokens', usage.inputTokens, { model });
  record('outputTokens', usage.outputTokens, { model });
  record('costUsd', costUsd, { model });
  recordSpend(spent);
};

/** What a stream cost that nobody gets: Bedrock charges what was generated until it broke off, and reports it at the end alone. */
const spentOn = ({ model, profileId, usage: atStart }: StreamStart, text: string): SpentCall => {
  const usage = { ...atStart, outputTokens: Math.max(atStart.outputTokens, estimateTokens(text)) };
  return { model, usage, costUsd: callCostUsd(model, profileId, usage) };
};

const readStream = async (
  ports: ChatPorts,
  request: ModelRequest,
  options: CallOptions,
  emit: Emit,
): Promise<ModelReply> => {
  let start: StreamStart | undefined;
  let text = '';
  try {
    for await (const event of ports.model.stream(request, options)) {
      if (event.type === 'complete') {
        start = undefined;
        return event.reply;
      }
      if (event.type === 'start') start = event;
      else {
        text += event.text;
        emit(event.text);
      }
    }
    throw new ChatError('MODEL_FAILED', 'The stream ended without its last event');
  } finally {
    if (start !== undefined) book(ports, spentOn(start, text));
  }
};

/** A refusal says so in the store's words: the model may have stopped without any. */
const textOf = (reply: ModelReply, language: Language, emit: Emit): string => {
  if (reply.stopReason !== 'refusal') return reply.text;
  const addition = `${reply.text === '' ? '' : '\n\n'}${refusalText[language]}`;
  emit(addition);
  return reply.text + addition;
};

/**
 * Has a prepared answer generated, streamed to `emit` where there is a reader for it, whole otherwise.
 * The model's time is that of the whole answer, or of the first token of a streamed one.
 * Rejects with a `ModelCallError`, or with `MODEL_FAILED` for an answer without text.
 */
export const generateAnswer =
  (ports: ChatPorts) =>
  async (
    prepared: PreparedAnswer,
    options: {
      readonly body: MessagesBody;
      readonly times: Deadline;
      readonly signal: AbortSignal;
      readonly streamed: boolean;
    },
    emit: Emit,
  ): Promise<GeneratedAnswer> => {
    const { model, now, config } = ports;
    const { body, times, signal, streamed } = options;
    const request = { model: prepared.model, body };
    const stage = times.begin('model');
    const callOptions = { deadline: stage.deadline, signal };
    const tell: Emit = (text) => {
      stage.end();
      emit(text);
    };
    const answering = streamed
      ? readStream(ports, request, callOptions, tell)
      : model.invoke(request, callOptions);
    const reply = await answering.finally(() => stage.end());
    book(ports, reply);

    const text = textOf(reply, prepared.language, emit);
    if (text.trim() === '') throw new ChatError('MODEL_FAILED', `${reply.model} answered without text`);
    const elsewhere: readonly Degradation[] =
      reply.region === config().primary_region ? [] : ['other-region'];
    const degraded = [...prepared.degraded, ...elsewhere];
    return {
      mayBeCached: degraded.length === 0 && ['end_turn', 'stop_sequence'].includes(reply.stopReason),
      answer: {
        reply: text,
        model: reply.model,
        region: reply.region,
        cached: false,
        usage: reply.usage,
        costUsd: reply.costUsd,
        sources: prepared.sources,
        routingReason: prepared.routingReason,
        degraded,
        answeredAt: now(),
      },
    };
  };
