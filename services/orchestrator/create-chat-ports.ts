import type { RuntimeConfig } from '../../contracts/runtime-config';
import { tableName } from '../../contracts/tables';
import type { ClosableModelClient } from '../../core/bedrock/create-model-client';
import type { AnswerCache } from '../../core/cache/answer-cache';
import type { ChatPorts } from '../../core/chat/chat-ports';
import { chooseModel } from '../../core/chat/choose-model';
import { learningModelClient } from '../../core/chat/learning-model-client';
import { asksAboutManga } from '../../core/chat/match-routing-rule';
import { createTokenEstimator } from '../../core/chat/token-estimator';
import { validateMessage } from '../../core/chat/validate-message';
import type { Logger } from '../../core/observability/logger';
import type { RecordMetric } from '../../core/observability/metrics-recorder';
import { buildChatBody } from '../../core/prompt/build-chat-body';
import { chatPromptVersion } from '../../core/prompt/chat-system-prompt';
import { dynamoRecommendations } from '../../core/recommendations/dynamo-recommendation-store';
import type { CatalogSearch } from '../../core/retrieval/catalog-search';
import { createDynamoSessionStore } from '../../core/sessions/dynamo-session-store';
import { createBudgetWatch } from '../../core/spend/budget-watch';
import type { ChatSpend } from './create-chat-spend';
import type { createClients } from './create-clients';
import { realTime } from './real-time';

export interface ChatPortsOptions {
  readonly environment: string;
  readonly config: () => RuntimeConfig;
  readonly bedrock: ClosableModelClient;
  readonly cache: AnswerCache;
  /** Absent: there is no index in this environment. */
  readonly search: CatalogSearch | undefined;
  readonly spend: ChatSpend;
  readonly documents: ReturnType<typeof createClients>['documents'];
  readonly deferAnswer?: NonNullable<ChatPorts['deferAnswer']>;
  readonly logger: Logger;
  readonly record: RecordMetric;
}

export interface WiredChat {
  readonly ports: ChatPorts;
  /** Resolves when what the sessions do in the background has ended. */
  readonly settled: () => Promise<void>;
}

/** The chat's ports as they are in AWS. */
export const createChatPorts = (options: ChatPortsOptions): WiredChat => {
  const { environment, config, bedrock, cache, search, spend, documents, deferAnswer, logger, record } =
    options;
  const { now, startTimer } = realTime;
  const budget = createBudgetWatch({
    ledger: spend.ledger,
    budgetUsd: () => config().daily_budget_usd,
    now,
    logger,
  });
  const estimator = createTokenEstimator({ record });
  const recommendations = dynamoRecommendations({
    documents,
    table: tableName(environment, 'recommendations'),
  });
  const sessions = createDynamoSessionStore({
    documents,
    tableName: tableName(environment, 'sessions'),
    now,
    log: logger,
  });

  return {
    settled: () => sessions.settled(),
    ports: {
      now,
      startTimer,
      config,
      sessions,
      model: learningModelClient(bedrock, estimator),
      cache,
      ...(search !== undefined && { search }),
      findRecommendations: (catalogId) => recommendations.get(catalogId),
      promptVersion: chatPromptVersion,
      checkMessage: validateMessage,
      asksAboutManga: (message) => asksAboutManga(message),
      chooseModel: chooseModel({ config, burningTooFast: () => budget.burningTooFast(), record }),
      buildBody: buildChatBody({
        config,
        estimate: (model, text) => estimator.estimate(model, text),
      }),
      recordSpend: (spent) => spend.answers.add(spent),
      ...(deferAnswer !== undefined && { deferAnswer }),
      logger,
      record,
    },
  };
};
