import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '../../../contracts/error-codes';
import type { Now } from '../../../core/clock';
import { createValidator } from '../../../core/json-schema/create-validator';
import type { InvocationOutcome } from '../../lambda-host/invocation';
import type { Authorize } from '../authorizer/authorize';
import { sourceIp, userAgent } from '../caller';
import type { ConnectionFacts } from './connection';
import { connectEvent, socketAuthorizerEvent } from './socket-events';

interface Dependencies {
  readonly authorize: Authorize;
  readonly bridge: (event: unknown) => Promise<InvocationOutcome>;
  readonly now: Now;
}

/** A client that may come in, with the sub-protocol it hears back; or why it may not. */
export type Admission =
  | { readonly ok: true; readonly facts: ConnectionFacts; readonly subprotocol: string | undefined }
  | { readonly ok: false; readonly code: ErrorCode };

interface BridgeAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const parseAnswer = createValidator<BridgeAnswer>({
  type: 'object',
  required: ['statusCode'],
  properties: {
    statusCode: { type: 'integer' },
    headers: { type: 'object', additionalProperties: { type: 'string' } },
  },
});

const subprotocolOf = ({ headers = {} }: BridgeAnswer): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'sec-websocket-protocol')?.[1];

const refusals: Readonly<Record<number, ErrorCode>> = { 401: 'UNAUTHORIZED', 403: 'FORBIDDEN' };

/** The authorizer first, then the integration of `$connect`: an answer other than 2xx refuses the handshake. */
export const createConnectClient =
  ({ authorize, bridge, now }: Dependencies) =>
  async (request: IncomingMessage): Promise<Admission> => {
    const arriving = {
      connectionId: `${randomBytes(10).toString('base64url')}=`,
      connectedAt: now(),
      sourceIp: sourceIp(request),
      userAgent: userAgent(request),
      authorizer: {},
    };
    const authorization = await authorize(socketAuthorizerEvent(request, arriving, now()));
    if (!authorization.ok) return authorization;
    const facts: ConnectionFacts = { ...arriving, authorizer: authorization.context };
    const outcome = await bridge(connectEvent(request, facts, now()));
    if (!outcome.ok) return { ok: false, code: 'INTERNAL' };
    const answer = parseAnswer(JSON.parse(outcome.payload));
    if (!answer.ok) return { ok: false, code: 'INTERNAL' };
    const { statusCode } = answer.value;
    return statusCode >= 200 && statusCode < 300
      ? { ok: true, facts, subprotocol: subprotocolOf(answer.value) }
      : { ok: false, code: refusals[statusCode] ?? 'INTERNAL' };
  };
