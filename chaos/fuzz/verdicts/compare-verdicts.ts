import { restRoutes } from '../../../contracts/api-routes';
import type { ErrorCode, ErrorDetail } from '../../../contracts/error-codes';
import { ChatError } from '../../../core/chat/chat-error';
import { readChatRequest } from '../../../core/chat/read-chat-request';
import { decodeJsonBody } from '../../../core/http/decode-json-body';
import { checkBody } from '../../../local/gateway/rest/check-body';
import { chooseRoute } from '../../../local/gateway/socket/choose-route';
import type { HostileDocument } from '../documents/hostile-document';

/** What one gate says about a document; no code: it lets it pass. */
export interface Verdict {
  readonly code?: ErrorCode;
  readonly details: readonly ErrorDetail[];
}

const json = 'application/json';
const [chatRoute] = restRoutes;

export const gatewayVerdict = (bytes: Buffer): Verdict => {
  const refusal = checkBody(chatRoute, json, bytes);
  return refusal === undefined ? { details: [] } : { code: refusal.code, details: refusal.details ?? [] };
};

export const serverVerdict = (bytes: Buffer): Verdict => {
  try {
    readChatRequest(decodeJsonBody(json, bytes));
    return { details: [] };
  } catch (error) {
    if (error instanceof ChatError) return { code: error.code, details: error.details };
    throw error;
  }
};

/** What depends on the action is the server's check alone. */
const dependsOnAction = ({ details }: Verdict): boolean =>
  details.length > 0 && details.every(({ problem }) => problem.startsWith('is required when action is '));

const saysTheSame = (one: Verdict, other: Verdict): boolean =>
  one.code === other.code && JSON.stringify(one.details) === JSON.stringify(other.details);

const tell = ({ code, details }: Verdict): string => `${code ?? 'it passes'} ${JSON.stringify(details)}`;

/** Where the gates' own checks do not say the same about a document, or not what it was made for; empty: they do. */
export const compareVerdicts = ({ bytes, expected, isPing = false }: HostileDocument): readonly string[] => {
  const gateway = gatewayVerdict(bytes);
  const server = serverVerdict(bytes);
  const agree = saysTheSame(gateway, server) || (gateway.code === undefined && dependsOnAction(server));
  const passes = gateway.code === undefined;
  const { route, details } = chooseRoute(bytes.toString());
  const isRouted = route.model === 'ChatRequest';
  const isAnswered = route.integration === 'pong' && details.length === 0;
  return [
    ...(agree ? [] : [`the gateway says ${tell(gateway)}, the server ${tell(server)}`]),
    ...(passes === (expected === 'valid')
      ? []
      : [`it was made to be ${expected}, the gateway says ${tell(gateway)}`]),
    ...(isAnswered === isPing
      ? []
      : [`it is ${isPing ? 'a' : 'no'} ping, the socket's model says otherwise`]),
    ...(isRouted &&
    gateway.code !== 'INVALID_ENCODING' &&
    JSON.stringify(details) !== JSON.stringify(gateway.details)
      ? [`the socket's model says ${JSON.stringify(details)}, that of REST ${tell(gateway)}`]
      : []),
    ...(!isRouted && passes ? ['REST lets it pass, the socket finds no route for it'] : []),
  ];
};
