import type { PongFrame } from '../../../contracts/socket-frames';
import type { Now } from '../../../core/clock';
import type { InvocationOutcome } from '../../lambda-host/invocation';
import type { Throttles } from '../create-throttles';
import { chooseRoute } from './choose-route';
import type { Connection } from './connection';
import { gatewayErrorFrame } from './error-frame';
import { messageEvent } from './socket-events';

interface Dependencies {
  readonly bridge: (event: unknown) => Promise<InvocationOutcome>;
  readonly throttles: Throttles;
  readonly now: Now;
}

/** The fate of one message of a client: refused by throttle or model, answered here, or given to the bridge. */
export const createHandleMessage =
  ({ bridge, throttles, now }: Dependencies) =>
  async (connection: Connection, message: string): Promise<void> => {
    connection.touch();
    const { route, requestId, details } = chooseRoute(message);
    const own = requestId === undefined ? {} : { requestId };
    const send = (frame: object): Promise<boolean> => connection.send(JSON.stringify(frame));

    const retryAfterSeconds = throttles.stage();
    if (retryAfterSeconds > 0) await send(gatewayErrorFrame('RATE_LIMITED', { ...own, retryAfterSeconds }));
    else if (details.length > 0) await send(gatewayErrorFrame('INVALID_REQUEST', { ...own, details }));
    else if (route.integration === 'pong') await send({ type: 'pong', ...own } satisfies PongFrame);
    else {
      const outcome = await bridge(messageEvent(connection.facts, route.routeKey, message, now()));
      if (!outcome.ok) await send(gatewayErrorFrame('INTERNAL', own));
    }
  };
