import { type SocketRoute, socketRoutes } from '../../../contracts/api-routes';
import { requestIdPattern } from '../../../contracts/chat-request';
import type { ErrorDetail } from '../../../contracts/error-codes';
import { decodeJson } from '../../../core/http/decode-json-body';
import { requestModels } from '../request-models';

/** The route of a message, by `$request.body.action`, and what its model says against it. */
export interface ChosenRoute {
  readonly route: SocketRoute;
  /** The client's own id, where it sent one that fits. */
  readonly requestId?: string;
  readonly details: readonly ErrorDetail[];
}

const field = (body: unknown, name: string): string | undefined => {
  const value =
    typeof body === 'object' && body !== null && Object.hasOwn(body, name)
      ? Reflect.get(body, name)
      : undefined;
  return typeof value === 'string' ? value : undefined;
};

const requestIdOf = (body: unknown): { readonly requestId?: string } => {
  const requestId = field(body, 'requestId');
  return requestId !== undefined && new RegExp(requestIdPattern).test(requestId) ? { requestId } : {};
};

const routes: readonly SocketRoute[] = socketRoutes;
const fallback: SocketRoute = { routeKey: '$default', integration: 'bridge' };

/** What is not JSON, or names no action of its own, goes to `$default`. */
export const chooseRoute = (text: string): ChosenRoute => {
  const decoded = decodeJson(Buffer.from(text));
  const body = decoded.ok ? decoded.value : undefined;
  const action = field(body, 'action');
  const route = routes.find(({ routeKey }) => routeKey === action && !routeKey.startsWith('$')) ?? fallback;
  const checked = route.model === undefined ? undefined : requestModels[route.model](body);
  return { route, ...requestIdOf(body), details: checked?.ok === false ? checked.details : [] };
};
