import type { Language, ModelPreference } from '../../contracts/chat-request';
import { ModelCallError } from '../bedrock/model-call-error';
import type { CacheScope } from '../cache/answer-cache';
import { cacheKey } from '../cache/cache-key';
import type { SessionTurn, StoredAnswer } from '../sessions/session-store';
import type { ChatPorts } from './chat-ports';
import type { Deadline } from './create-deadline';
import { type GeneratedAnswer, generateAnswer, type PreparedAnswer } from './generate-answer';
import { type RetrievedContext, retrieveContext } from './retrieve-context';
import { createSharedGenerations, type Emit, type Generate } from './shared-generations';

/** A question whose turn it is. */
export interface QuestionInHand {
  readonly requestId: string;
  readonly message: string;
  readonly flags: readonly string[];
  readonly language: Language;
  readonly preference: ModelPreference;
  readonly history: readonly SessionTurn[];
  readonly times: Deadline;
  readonly streamed: boolean;
}

/** An answer that was generated for somebody else costs nothing more, and has this question's own reasons. */
const asCached = (answer: StoredAnswer, prepared: PreparedAnswer, answeredAt: number): StoredAnswer => {
  const { region: _region, ...rest } = answer;
  return {
    ...rest,
    cached: true,
    usage: { inputTokens: 0, outputTokens: 0 },
    costUsd: 0,
    routingReason: prepared.routingReason,
    degraded: [...new Set([...prepared.degraded, ...answer.degraded])],
    answeredAt,
  };
};

/**
 * Answers a question: catalogue, model, cache, generation. What does not depend on who asks, a first turn, comes from the
 * cache where it can, and equal ones that are asked at the same time share one generation. `emit` hears a streamed answer.
 */
export const answerQuestion = (ports: ChatPorts) => {
  const { cache, chooseModel, buildBody, config, now, promptVersion, record, logger } = ports;
  const retrieve = retrieveContext(ports);
  const generate = generateAnswer(ports);
  const shared = createSharedGenerations<GeneratedAnswer>();

  const prepare = (question: QuestionInHand, { hits, degraded }: RetrievedContext): PreparedAnswer => {
    const { requestId, history } = question;
    const route = chooseModel({ ...question, hits });
    const { model, reason } = route;
    logger.info('routed', { requestId, model, reason, turns: history.length, degraded: route.degraded });
    return {
      model: route.model,
      body: buildBody({ ...question, hits, model: route.model }),
      language: question.language,
      sources: hits.map(({ item }) => item.catalogId),
      routingReason: route.reason,
      degraded: [...degraded, ...route.degraded],
    };
  };

  /** Who joined another's generation, heard nothing of it, and still has time when the other's time is up, tries once more. */
  const share = async (
    question: QuestionInHand,
    scope: CacheScope,
    reader: { readonly emit: Emit; readonly signal: AbortSignal },
    begin: Generate<GeneratedAnswer>,
  ) => {
    let ownTimeIsUp = false;
    const emit = (text: string): void => {
      ownTimeIsUp = true;
      reader.emit(text);
    };
    const join = () =>
      shared.join(cacheKey(scope), { emit, signal: reader.signal }, (tell, signal) => {
        ownTimeIsUp = true;
        return begin(tell, signal);
      });
    try {
      return await join();
    } catch (error) {
      const late = error instanceof ModelCallError && error.kind === 'deadline';
      if (!late || ownTimeIsUp || question.times.timeFor('model') === 0) throw error;
      return join();
    }
  };

  const answerForAll = async (
    question: QuestionInHand,
    prepared: PreparedAnswer,
    scope: CacheScope,
    emit: Emit,
    signal: AbortSignal,
  ): Promise<StoredAnswer> => {
    const found = await question.times.stage('cache', () => cache.get(scope));
    record(found === undefined ? 'cacheMisses' : 'cacheHits', 1);
    if (found !== undefined) {
      emit(found.answer.reply);
      return asCached(found.answer, prepared, now());
    }
    const noCache = cache.state() === 'down' ? (['no-cache'] as const) : [];
    const degraded = [...prepared.degraded, ...noCache];
    const { value, own } = await share(question, scope, { emit, signal }, async (tell, ownSignal) => {
      const { streamed, times } = question;
      const options = { times, signal: ownSignal, streamed };
      const generated = await generate({ ...prepared, degraded }, options, tell);
      if (generated.mayBeCached) await cache.put(scope, generated.answer);
      return generated;
    });
    return own ? value.answer : asCached(value.answer, prepared, now());
  };

  return async (question: QuestionInHand, emit: Emit, signal: AbortSignal): Promise<StoredAnswer> => {
    const { message, language, history, streamed, times } = question;
    const context = await times.stage('retrieval', (deadline) => retrieve(message, language, deadline));
    signal.throwIfAborted();
    const prepared = await times.stage('prompt', async () => prepare(question, context));
    if (history.length > 0 || !config().feature_flags.enable_caching) {
      return (await generate(prepared, { times, signal, streamed }, emit)).answer;
    }
    const scope: CacheScope = {
      model: prepared.model,
      promptVersion,
      language,
      context: context.hits.map(({ item }) => `${item.catalogId}@${item.version}`),
      message,
    };
    return answerForAll(question, prepared, scope, emit, signal);
  };
};

export type AnswerQuestion = ReturnType<typeof answerQuestion>;
