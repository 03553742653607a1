import type { Language, ModelPreference } from '../../contracts/chat-request';
import { ModelCallError } from '../bedrock/model-call-error';
import type { CacheScope } from '../cache/answer-cache';
import { cacheKey } from '../cache/cache-key';
import type { SearchHit } from '../retrieval/catalog-search';
import type { SessionTurn, StoredAnswer } from '../sessions/session-store';
import type { ChatPorts } from './chat-ports';
import type { Deadline } from './create-deadline';
import { type GeneratedAnswer, generateAnswer, type PreparedAnswer } from './generate-answer';
import { type RetrievedContext, retrieveContext } from './retrieve-context';
import { createSharedGenerations, type Emit } from './shared-generations';

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

/** A question with what the catalogue says about it, and the model that is to answer it. */
export interface PreparedQuestion {
  readonly question: QuestionInHand;
  readonly prepared: PreparedAnswer;
  readonly hits: readonly SearchHit[];
  /** Absent: the answer depends on who asks, or nothing is cached. */
  readonly scope?: CacheScope;
}

export interface AnswerQuestion {
  /** Catalogue and choice of the model, with the question's own times. Rejects with the signal's reason. */
  prepare(question: QuestionInHand, signal: AbortSignal): Promise<PreparedQuestion>;
  /** The cache's answer, if it has one. */
  recall(prepared: PreparedQuestion): Promise<StoredAnswer | undefined>;
  /**
   * The cache's answer, or a generated one: equal questions that are asked at the same time share one generation. `emit`
   * hears a streamed answer.
   */
  answer(prepared: PreparedQuestion, emit: Emit, signal: AbortSignal): Promise<StoredAnswer>;
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
 * cache where it can.
 */
export const answerQuestion = (ports: ChatPorts): AnswerQuestion => {
  const { cache, chooseModel, buildBody, config, now, promptVersion, record, logger } = ports;
  const retrieve = retrieveContext(ports);
  const generate = generateAnswer(ports);
  const shared = createSharedGenerations<GeneratedAnswer & { readonly recalled: boolean }>();

  const route = (question: QuestionInHand, { hits, degraded }: RetrievedContext): PreparedAnswer => {
    const { requestId, history, language } = question;
    const chosen = chooseModel({ ...question, hits });
    const { model, reason } = chosen;
    logger.info('routed', { requestId, model, reason, turns: history.length, degraded: chosen.degraded });
    return {
      model,
      language,
      sources: hits.map(({ item }) => item.catalogId),
      routingReason: reason,
      degraded: [...degraded, ...chosen.degraded],
    };
  };

  /** Who joined another's generation, heard nothing of it, and still has time when the other's time is up, tries once more. */
  const share = async (
    question: QuestionInHand,
    scope: CacheScope,
    reader: { readonly emit: Emit; readonly signal: AbortSignal },
    begin: Parameters<typeof shared.join>[2],
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

  const look = async ({ question, scope }: PreparedQuestion): Promise<StoredAnswer | undefined> =>
    scope && (await question.times.stage('cache', () => cache.get(scope)))?.answer;

  const ask = async (
    { question, prepared, hits }: PreparedQuestion,
    degraded: PreparedAnswer['degraded'],
    emit: Emit,
    signal: AbortSignal,
  ): Promise<GeneratedAnswer> => {
    const { times, streamed } = question;
    const { model } = prepared;
    const body = await times.stage('prompt', async () => buildBody({ ...question, hits, model }));
    return generate({ ...prepared, degraded }, { body, times, signal, streamed }, emit);
  };

  return {
    prepare: async (question, signal) => {
      const { message, language, history, times } = question;
      const context = await times.stage('retrieval', (deadline) => retrieve(message, language, deadline));
      signal.throwIfAborted();
      const prepared = route(question, context);
      const { hits } = context;
      if (history.length > 0 || !config().feature_flags.enable_caching) return { question, prepared, hits };
      const scope: CacheScope = {
        model: prepared.model,
        promptVersion,
        language,
        context: hits.map(({ item }) => `${item.catalogId}@${item.version}`),
        message,
      };
      return { question, prepared, hits, scope };
    },

    recall: async (ready) => {
      const found = await look(ready);
      if (found === undefined) return undefined;
      record('cacheHits', 1);
      return asCached(found, ready.prepared, now());
    },

    answer: async (ready, emit, signal) => {
      const { question, prepared, scope } = ready;
      if (scope === undefined) return (await ask(ready, prepared.degraded, emit, signal)).answer;
      const { value, own } = await share(question, scope, { emit, signal }, async (tell, ownSignal) => {
        const found = await look(ready);
        record(found === undefined ? 'cacheMisses' : 'cacheHits', 1);
        if (found !== undefined) {
          tell(found.reply);
          return { answer: found, mayBeCached: false, recalled: true };
        }
        const noCache = cache.state() === 'down' ? (['no-cache'] as const) : [];
        const degraded = [...prepared.degraded, ...noCache];
        const generated = await ask(ready, degraded, tell, ownSignal);
        if (generated.mayBeCached) await cache.put(scope, generated.answer);
        return { ...generated, recalled: false };
      });
      return own && !value.recalled ? value.answer : asCached(value.answer, prepared, now());
    },
  };
};
