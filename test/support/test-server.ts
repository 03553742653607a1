import type { AddressInfo } from 'node:net';
import type { SocketMessage } from '../../contracts/api-routes';
import { createChat } from '../../core/chat/create-chat';
import type { PostFrame } from '../../core/connections/post-frame';
import { realTime } from '../../services/orchestrator/real-time';
import { createAdmission } from '../../services/orchestrator/server/admission';
import { buildServer } from '../../services/orchestrator/server/build-server';
import { createReadiness, type DependencyState } from '../../services/orchestrator/server/readiness';
import { chatPorts } from './chat-ports';
import { createFrameRecorder } from './frame-recorder';

/** The chat server on a free loopback port, with fakes behind it. */
export const startTestServer = async (
  options: Omit<NonNullable<Parameters<typeof chatPorts>[0]>, 'time'> & {
    readonly checks?: Readonly<Record<string, () => Promise<DependencyState>>>;
    /** In place of the recorder of frames. */
    readonly postFrame?: PostFrame;
  } = {},
) => {
  const time = {
    ...realTime,
    advance: async () => undefined,
    settle: async () => undefined,
    timers: () => 0,
  };
  const fakes = chatPorts({ ...options, time });
  const { ports } = fakes;
  const reader = createFrameRecorder();
  const stopping = new AbortController();
  const { config, logger, record } = ports;
  const admission = createAdmission({ limit: () => config().max_in_flight, lagMs: () => 0, record });
  let isStopping = false;
  const app = buildServer({
    door: {
      ...realTime,
      chat: createChat(ports),
      config,
      postFrame: options.postFrame ?? reader.postFrame,
      stopping: stopping.signal,
      logger,
      record,
    },
    admission,
    issueGuest: async (authorization) => ({
      token: `token-after-${authorization ?? 'nothing'}`,
      tokenType: 'Bearer',
      principalId: 'guest:new',
      expiresAt: '2027-01-15T08:00:00.000Z',
    }),
    readiness: createReadiness({
      checks: options.checks ?? { sessions: async () => 'up' },
      isStopping: () => isStopping,
      ...realTime,
    }),
    regions: () => [{ region: 'us-east-1', state: 'closed', since: 0 }],
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-manga-principal': 'guest:aiko', ...headers },
    });

  return {
    ...fakes,
    url,
    reader,
    admission,
    stopping,
    announceStop: () => {
      isStopping = true;
    },
    post,
    chat: (request: unknown, headers?: Record<string, string>) =>
      post('/chat', JSON.stringify(request), headers),
    frame: (request: unknown, message: Partial<SocketMessage> = {}) =>
      post(
        '/socket/messages',
        JSON.stringify({
          connectionId: 'c1',
          principalId: 'guest:aiko',
          requestId: 'r1',
          body: JSON.stringify(request),
          ...message,
        }),
      ),
    stop: () => app.close(),
  };
};

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;
