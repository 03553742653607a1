import type { Degradation } from '../../contracts/chat-reply';
import type { Language, ModelPreference } from '../../contracts/chat-request';
import type { DeferredJobOf } from '../../contracts/deferred-job';
import type { ErrorCode, ErrorDetail } from '../../contracts/error-codes';
import type { ModelKey } from '../../contracts/model-catalog';
import type { RuntimeConfig } from '../../contracts/runtime-config';
import type { MessagesBody, ModelClient } from '../bedrock/model-client';
import type { AnswerCache } from '../cache/answer-cache';
import type { Now } from '../clock';
import type { Logger } from '../observability/logger';
import type { RecordMetric } from '../observability/metrics-recorder';
import type { ItemRecommendations } from '../recommendations/recommendation-store';
import type { CatalogSearch, SearchHit } from '../retrieval/catalog-search';
import type { SessionStore, SessionTurn } from '../sessions/session-store';
import type { SpentCall } from '../spend/spend-ledger';

/** What the checks make of a message: its sanitised text, or why it is refused. */
export type CheckMessage = (
  text: string,
) =>
  | { readonly ok: true; readonly message: string; readonly flags: readonly string[] }
  | { readonly ok: false; readonly code: ErrorCode; readonly detail: ErrorDetail };

export interface RoutingQuestion {
  readonly message: string;
  readonly language: Language;
  readonly preference: ModelPreference;
  readonly history: readonly SessionTurn[];
  readonly hits: readonly SearchHit[];
}

/** Which model answers, and why. */
export type ChooseModel = (question: RoutingQuestion) => {
  readonly model: ModelKey;
  readonly reason: string;
  readonly degraded: readonly Degradation[];
};

export interface PromptQuestion {
  readonly model: ModelKey;
  readonly message: string;
  readonly flags: readonly string[];
  readonly language: Language;
  readonly history: readonly SessionTurn[];
  readonly hits: readonly SearchHit[];
}

/** The request to the model. */
export type BuildBody = (question: PromptQuestion) => MessagesBody;

/** Starts a timer; the function that it returns stops it. */
export type StartTimer = (ms: number, elapsed: () => void) => () => void;

/** What the chat stands on. */
export interface ChatPorts {
  readonly now: Now;
  readonly startTimer: StartTimer;
  readonly config: () => RuntimeConfig;
  readonly sessions: SessionStore;
  readonly model: ModelClient;
  readonly cache: AnswerCache;
  /** Absent: there is no index in this environment. */
  readonly search?: CatalogSearch;
  /** The neighbours of an item that were found at night. Absent: they are not used. */
  readonly findRecommendations?: (catalogId: string) => Promise<ItemRecommendations | undefined>;
  readonly promptVersion: string;
  readonly checkMessage: CheckMessage;
  /** Whether the catalogue should be searched for a message. */
  readonly asksAboutManga: (message: string, language: Language) => boolean;
  readonly chooseModel: ChooseModel;
  readonly buildBody: BuildBody;
  /** Books what a call cost; never throws, and is not waited for. */
  readonly recordSpend: (spent: SpentCall) => void;
  /** Queues an answer for later and gives the job's id. Absent: nothing is deferred. */
  readonly deferAnswer?: (payload: DeferredJobOf<'answer'>['payload']) => Promise<string>;
  readonly logger: Logger;
  readonly record: RecordMetric;
}
