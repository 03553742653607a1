import { callerThrottle, maxBodyBytes, stageThrottle, usagePlans } from '../../contracts/api-routes';
import { maxHistoryPageSize, maxMessageCodePoints } from '../../contracts/chat-request';
import { maxSocketFrameBytes } from '../../contracts/socket-frames';
import { socketLimits } from '../../contracts/socket-limits';

const kilobytes = (bytes: number): string => `${bytes / 1024} KB`;

export const limits = [
  `Bodies: at most ${kilobytes(maxBodyBytes)} (413), \`application/json\` in UTF-8 (415; bytes that are not UTF-8: 400 with the position of the first).`,
  `Messages: 1 to ${maxMessageCodePoints} Unicode code points.`,
  `Rates: ${stageThrottle.rateLimit} requests a second for all callers, bursts of ${stageThrottle.burstLimit}; guests together ${usagePlans.guest.rateLimit} (${usagePlans.guest.burstLimit}); one caller ${callerThrottle.rateLimit} (${callerThrottle.burstLimit}). Above: 429 with \`Retry-After\`.`,
].join('\n');

export const actions = [
  'What an action needs beyond the schema; without it the answer is 400 and names the field:',
  '',
  '- `sendMessage`: `data.message`. Without `data.sessionId` it opens a session, whose id is in the reply.',
  '- `getHistory`: `data.sessionId`; `data.limit` (1 to ' +
    `${maxHistoryPageSize}, default 20) and \`data.before\` page through it, newest turn last.`,
  '- `clearSession`: `data.sessionId`. It is gone at once, for good: every later use of the id is 404.',
].join('\n');

export const idempotency = [
  '`requestId` makes a repeated send harmless: the same id with the same message in a session gets the stored answer, billed once,',
  'and one that is still being made is waited for. With another message it is 409 `REQUEST_ID_REUSED`. A first message that is',
  'repeated without a session id finds the session that it opened. A session remembers its last 250 request ids.',
].join('\n');

export const tokens = [
  'A guest token comes from `POST /guest` and is good for 24 hours; with a valid one in `Authorization` the same guest gets a fresh one.',
  'A JWT of the configured OIDC issuer is accepted too. A session belongs to whom the token names: for anybody else it does not exist.',
].join('\n');

export const frames = [
  `The server's frames are JSON of at most ${kilobytes(maxSocketFrameBytes)}. A client's frame may have ${kilobytes(socketLimits.maxClientFrameBytes)}, a message of several frames ${kilobytes(socketLimits.maxClientMessageBytes)}, of which ${kilobytes(maxBodyBytes)} are read.`,
  'A message is answered by `start`, any number of `delta`, and `end`; or, at any point, by `error`: then what came before it is void and is not stored.',
  `An idle socket is closed after ${socketLimits.idleTimeoutMs / 60_000} minutes (send \`ping\`), any socket after ${socketLimits.connectionDurationMs / 3_600_000} hours.`,
  'API Gateway itself refuses a frame that breaks its model, or comes too fast, with an object without `type`: `{"message", "connectionId", "requestId"}`. That `requestId` is not the client\'s.',
].join('\n\n');
