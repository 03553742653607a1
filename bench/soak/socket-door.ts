import { once } from 'node:events';
import type { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type Door, isShed, type Outcome } from './customer';
import { guestToken } from './rest-door';

const patienceMs = 35_000;

const field = (frame: unknown, name: string): unknown =>
  typeof frame === 'object' && frame !== null ? Reflect.get(frame, name) : undefined;

/** What a frame says about a request; undefined when it is not the last one. */
const outcomeOf = (frame: unknown): Outcome | Error | undefined => {
  const type = field(frame, 'type');
  if (type === 'end' || type === 'deferred') return 'answered';
  if (type !== 'error') return undefined;
  const code = String(field(frame, 'code'));
  return isShed(code) ? 'shed' : new Error(`the socket answered ${code}`);
};

/** A customer of the socket: one connection for one session. */
export const openSocketDoor = async (agent: Agent, gateway: string): Promise<Door> => {
  const token = await guestToken(agent, gateway);
  const socket = new WebSocket(`${gateway.replace('http', 'ws')}/socket?token=${token}`);
  const waiting = new Map<string, (outcome: Outcome | Error) => void>();
  let sessionId: unknown;
  socket.on('message', (data: Buffer) => {
    const frame: unknown = JSON.parse(data.toString('utf8'));
    sessionId ??= field(frame, 'sessionId');
    const outcome = outcomeOf(frame);
    if (outcome !== undefined) waiting.get(String(field(frame, 'requestId')))?.(outcome);
  });
  socket.on('close', (code) => {
    for (const settle of waiting.values()) settle(new Error(`the socket was closed with ${code}`));
  });
  await once(socket, 'open');
  return {
    send: async (message, requestId) => {
      const done = new AbortController();
      const answer = new Promise<Outcome | Error>((resolve) => waiting.set(requestId, resolve));
      const data = { message, ...(typeof sessionId === 'string' ? { sessionId } : {}) };
      socket.send(JSON.stringify({ action: 'sendMessage', requestId, data }));
      const late = delay(patienceMs, new Error(`no answer in ${patienceMs / 1000} s`), {
        signal: done.signal,
      });
      late.catch(() => undefined);
      const outcome = await Promise.race([answer, late]);
      done.abort();
      waiting.delete(requestId);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    close: () => socket.close(),
  };
};
