import { setMaxListeners } from 'node:events';
import { createModelClient } from '../../core/bedrock/create-model-client';
import { healthReport, recordHealth } from '../../core/bedrock/health-report';
import { createChat } from '../../core/chat/create-chat';
import { openConfigurationAndSecret } from '../../core/config/open-configuration';
import { createManagementClient } from '../../core/connections/create-management-client';
import { managementApi } from '../../core/connections/management-api';
import { listenBacklog } from '../../core/http/listen-backlog';
import { createGuestTokens } from '../../core/identity/guest-tokens';
import { createIssueGuestToken } from '../../core/identity/issue-guest-token';
import { checkSessions } from './check-sessions';
import { createAnswerCache } from './create-answer-cache';
import { createChatPorts } from './create-chat-ports';
import { createChatSearch } from './create-chat-search';
import { createChatSpend } from './create-chat-spend';
import { createClients } from './create-clients';
import { deferAnswerTo } from './defer-answer';
import { realTime } from './real-time';
import type { ServiceOptions } from './run-service';
import { createAdmission } from './server/admission';
import { buildServer } from './server/build-server';
import { watchLoopLag } from './server/loop-lag';
import { createReadiness } from './server/readiness';
import { stopGracefully } from './stop-gracefully';

/** How often metrics are written, in milliseconds. */
const metricsEveryMs = 10_000;
/** How often spend is booked, in milliseconds: what a killed process loses of it. */
const spendEveryMs = 2_000;

/** The chat server with everything it needs in AWS, listening. `stop` resolves when it has stopped, in time. */
export const startOrchestrator = async (
  options: ServiceOptions<'orchestrator'>,
): Promise<{ readonly stop: () => Promise<void> }> => {
  const { variables, region, source, logger, metrics } = options;
  const { record } = metrics;
  const { now, startTimer, delay } = realTime;
  const environment = variables.MANGA_ENV;

  const opening = { environment, source, now, logger, record };
  const [{ current: config }, { current: secret }] = await openConfigurationAndSecret(opening);

  const bedrock = createModelClient({
    config,
    now,
    record,
    logger,
    maxSockets: () => config().max_in_flight,
  });
  const clients = createClients(config().max_in_flight);
  const { cache, close: closeCache } = createAnswerCache({
    url: variables.REDIS_URL,
    config,
    now,
    logger,
    record,
  });
  const spend = createChatSpend({ environment, documents: clients.documents, logger });
  const index = createChatSearch({
    endpoint: variables.SEARCH_ENDPOINT,
    region,
    bedrock,
    config,
    now,
    logger,
    record,
    book: (spent) => spend.embeddings.add(spent),
  });
  const { ports, settled } = createChatPorts({
    environment,
    config,
    bedrock,
    cache,
    search: index?.search,
    spend,
    documents: clients.documents,
    deferAnswer: deferAnswerTo({ queue: clients.queue, queueUrl: variables.DEFERRED_QUEUE_URL, now }),
    logger,
    record,
  });

  const { postFrame } = managementApi(createManagementClient(variables.CONNECTIONS_ENDPOINT), delay);
  const lag = watchLoopLag({ now: () => performance.now(), startTimer });
  const admission = createAdmission({
    limit: () => config().max_in_flight,
    lagMs: () => lag.lagMs(),
    record,
  });
  const stopping = new AbortController();
  // Every call listens.
  setMaxListeners(0, stopping.signal);
  let isStopping = false;
  const app = buildServer({
    door: {
      chat: createChat(ports),
      config,
      postFrame,
      now,
      startTimer,
      delay,
      stopping: stopping.signal,
      logger,
      record,
    },
    admission,
    issueGuest: createIssueGuestToken(createGuestTokens({ secret, readSecret: () => source.secret(), now })),
    readiness: createReadiness({
      checks: {
        sessions: checkSessions(ports.sessions),
        cache: async () => cache.state(),
        search: async () => index?.state() ?? 'off',
        models: async () => healthReport(bedrock.health()).status,
      },
      isStopping: () => isStopping,
      now,
      startTimer,
    }),
    regions: () => bedrock.health(),
  });

  const writingMetrics = setInterval(() => {
    recordHealth(bedrock.health(), record);
    metrics.flush();
  }, metricsEveryMs);
  const bookingSpend = setInterval(() => void spend.flush(), spendEveryMs);
  await app.listen({
    host: variables.BIND_ADDRESS,
    port: Number(variables.PORT),
    backlog: listenBacklog,
  });

  return {
    stop: async () => {
      await stopGracefully({
        stopTimeoutMs: Number(variables.STOP_TIMEOUT_SECONDS) * 1_000,
        admission,
        announce: () => {
          isStopping = true;
        },
        abortCalls: () => stopping.abort(),
        closeServer: () => app.close(),
        flush: async () => {
          await Promise.all([spend.flush(), settled()]);
        },
        delay,
      });
      lag.stop();
      clearInterval(writingMetrics);
      clearInterval(bookingSpend);
      metrics.flush();
      bedrock.close();
      await closeCache();
    },
  };
};
