import { socketTimeoutsMs } from '../../contracts/api-routes';
import { errorFrame } from '../../core/chat/apology';
import { ChatError } from '../../core/chat/chat-error';
import type { Now } from '../../core/clock';
import type { Connection, ConnectionStore } from '../../core/connections/connection-store';
import { type CloseConnection, ConnectionGoneError, type PostFrame } from '../../core/connections/post-frame';
import type { Logger } from '../../core/observability/logger';
import type { RecordMetric } from '../../core/observability/metrics-recorder';
import type { RelayMessage, RelayOutcome } from './orchestrator-client';
import { type FrameFacts, readFrame } from './read-frame';
import type { SocketEvent } from './socket-event';

export interface RelayDependencies {
  readonly connections: ConnectionStore;
  readonly relay: RelayMessage;
  readonly postFrame: PostFrame;
  readonly closeConnection: CloseConnection;
  readonly makeRequestId: () => string;
  readonly now: Now;
  readonly logger: Logger;
  readonly record: RecordMetric;
}

/** What to tell a reader to whom the orchestrator has sent no last frame. */
const errorOf = (outcome: Exclude<RelayOutcome, { kind: 'done' }>): ChatError => {
  if (outcome.kind === 'refused') return outcome.error;
  return outcome.kind === 'timeout'
    ? new ChatError('DEADLINE_EXCEEDED', 'The orchestrator did not finish in time')
    : new ChatError('INTERNAL', `The orchestrator did not answer: ${outcome.reason}`);
};

const bytesOf = ({ body = '', isBase64Encoded = false }: SocketEvent): Uint8Array =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

const isCurrent = (connection: Connection | undefined, now: number): connection is Connection =>
  connection !== undefined && connection.principalExpiresAt * 1000 > now;

/** What a reader is still to be told, and whether the orchestrator has counted it. */
interface Failure {
  readonly error: ChatError;
  readonly counted: boolean;
}

const notCounted = (error: ChatError): Failure => ({ error, counted: false });

/** Sends a frame on, and tells what its reader has to be told; undefined when the orchestrator has done so. */
const fateOf = async (
  { connections, relay, now }: RelayDependencies,
  connectionId: string,
  bytes: Uint8Array,
  { requestId, problem }: FrameFacts,
): Promise<Failure | undefined> => {
  try {
    const connection = await connections.get(connectionId);
    if (!isCurrent(connection, now())) {
      const reason = 'The connection is unknown or its principal has expired';
      return notCounted(new ChatError('UNAUTHORIZED', reason));
    }
    if (problem !== undefined) {
      return notCounted(new ChatError(problem.code, 'The frame is not valid', problem));
    }
    const { principalId } = connection;
    const body = Buffer.from(bytes).toString('utf8');
    const message = { connectionId, principalId, requestId, body, sentAt: now() };
    const outcome = await relay(message, socketTimeoutsMs.bridge);
    if (outcome.kind === 'done') return undefined;
    return { error: errorOf(outcome), counted: outcome.kind === 'refused' };
  } catch (cause) {
    return notCounted(new ChatError('INTERNAL', 'The frame could not be sent on', { cause }));
  }
};

/**
 * Sends a frame on to the orchestrator and waits for it. Whatever goes wrong on the way, the reader gets an error frame;
 * a connection that is unknown, or whose principal has expired, is told so and closed.
 */
export const relayFrame =
  (dependencies: RelayDependencies) =>
  async (event: SocketEvent): Promise<void> => {
    const { postFrame, closeConnection, makeRequestId, logger, record } = dependencies;
    const { connectionId } = event.requestContext;
    const bytes = bytesOf(event);
    const facts = readFrame(bytes, makeRequestId);
    const failure = await fateOf(dependencies, connectionId, bytes, facts);
    if (failure === undefined) return;

    const { error, counted } = failure;
    const { requestId, language } = facts;
    logger.warn('frame failed', { connectionId, requestId, code: error.code, error });
    if (!counted && error.status >= 500) record('failures', 1, { code: error.code });
    try {
      await postFrame(connectionId, errorFrame(error, language, requestId));
      if (error.code === 'UNAUTHORIZED') await closeConnection(connectionId);
    } catch (thrown) {
      if (!(thrown instanceof ConnectionGoneError)) throw thrown;
    }
  };
