import { type DoorClient, requestOf } from './door-client';
import type { Outcome } from './ledger';
import { readRestReply } from './read-rest-reply';

/** Longer than the gateway waits for anybody. */
const silenceMs = 35_000;

const causeOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);

/** `POST /chat` of the running system; `gateway` is the base URL of REST. */
export const restDoor = (gateway: string, token: string): DoorClient => ({
  send: async (message, sessionId): Promise<Outcome> => {
    try {
      const response = await fetch(`${gateway}/chat`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(requestOf(message, sessionId)),
        signal: AbortSignal.timeout(silenceMs),
      });
      const { status, headers } = response;
      const reply = { status, retryAfter: headers.get('retry-after'), text: await response.text() };
      return readRestReply(reply, message.requestId);
    } catch (error) {
      if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'silent' };
      return { kind: 'broken', reason: causeOf(error) };
    }
  },
  close: () => undefined,
});
