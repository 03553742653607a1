import type { MetricKey } from '../../contracts/metric-names';
import { defaultRuntimeConfig, type RuntimeConfig } from '../../contracts/runtime-config';
import type { ChatPorts } from '../../core/chat/chat-ports';
import { silentLogger } from '../../core/observability/logger';
import type { SearchHit } from '../../core/retrieval/catalog-search';
import { createFakeTime, type FakeTime } from './fake-time';
import { memoryAnswerCache } from './memory-answer-cache';
import { memorySessionStore } from './memory-session-store';
import { type ModelScript, scriptedModel } from './scripted-model';

export const searchHit = (catalogId: string, title = '進撃の巨人'): SearchHit => ({
  item: { catalogId, item: { title, creators: ['諫山創'] }, version: 'v1' },
  score: 1,
});

/** Ports of the chat: fakes that keep what they were given, and simple rules in place of the prompt's. */
export const chatPorts = (
  options: {
    model?: ModelScript;
    config?: Partial<RuntimeConfig>;
    cache?: ReturnType<typeof memoryAnswerCache>;
    /** In place of the store's own way to keep an answer. */
    storing?: ChatPorts['sessions']['answer'];
    overrides?: Partial<ChatPorts>;
    time?: FakeTime;
  } = {},
) => {
  const time = options.time ?? createFakeTime();
  const memory = memorySessionStore(time);
  const sessions = { ...memory, answer: options.storing ?? memory.answer };
  const model = scriptedModel(options.model);
  const cache = options.cache ?? memoryAnswerCache();
  const metrics: { metric: MetricKey; value: number; dimensions?: Readonly<Record<string, string>> }[] = [];
  const spent: number[] = [];
  const config = { ...defaultRuntimeConfig, ...options.config };
  const ports: ChatPorts = {
    now: time.now,
    startTimer: time.startTimer,
    config: () => config,
    sessions,
    model,
    cache,
    search: { search: async () => [], index: async () => undefined, remove: async () => undefined },
    promptVersion: 'test-1',
    checkMessage: (text) =>
      text.trim() === ''
        ? {
            ok: false,
            code: 'MESSAGE_EMPTY',
            detail: { field: 'data.message', problem: 'must have at least 1 visible character' },
          }
        : { ok: true, message: text.trim(), flags: [] },
    asksAboutManga: () => true,
    chooseModel: () => ({ model: 'claude-sonnet-4-5', reason: 'recommendation', degraded: [] }),
    buildBody: ({ history, message }) => ({
      messages: [
        ...history.flatMap((turn) => [
          { role: 'user' as const, content: [{ type: 'text' as const, text: turn.message }] },
          {
            role: 'assistant' as const,
            content: [{ type: 'text' as const, text: turn.answer?.reply ?? '' }],
          },
        ]),
        { role: 'user', content: [{ type: 'text', text: message }] },
      ],
    }),
    recordSpend: ({ costUsd }) => spent.push(costUsd),
    logger: silentLogger,
    record: (metric, value, dimensions) =>
      metrics.push({ metric, value, ...(dimensions !== undefined && { dimensions }) }),
    ...options.overrides,
  };
  const count = (metric: MetricKey): number =>
    metrics.filter((entry) => entry.metric === metric).reduce((sum, { value }) => sum + value, 0);
  return { ports, time, sessions, model, cache, metrics, count, spent };
};
