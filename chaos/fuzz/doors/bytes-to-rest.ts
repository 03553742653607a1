import { principalHeader } from '../../../contracts/api-routes';
import { type DoorAnswer, restAnswer, silence } from './door-answer';
import type { Doors } from './doors';

const patienceMs = 40_000;

const post = async (url: string, headers: Record<string, string>, body: Buffer): Promise<DoorAnswer> => {
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: new Uint8Array(body),
      signal: AbortSignal.timeout(patienceMs),
    });
    return restAnswer(reply.status, await reply.text());
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return silence(patienceMs);
    const cause = error instanceof Error ? error.cause : undefined;
    return { details: '[]', problem: `the connection failed: ${String(cause ?? error)}` };
  }
};

/** Sends a body through the gateway. */
export const bytesToGateway = ({ gateway, token }: Doors, body: Buffer): Promise<DoorAnswer> =>
  post(`${gateway}/chat`, { authorization: `Bearer ${token}` }, body);

/** Sends it to the orchestrator, past the gateway. */
export const bytesToOrchestrator = (
  { orchestrator, principalId }: Doors,
  body: Buffer,
): Promise<DoorAnswer> => post(`${orchestrator}/chat`, { [principalHeader]: principalId }, body);
