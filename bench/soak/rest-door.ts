import { type Agent, request } from 'node:http';
import { type Door, isShed, type Outcome, ShedError } from './customer';

interface Reply {
  readonly status: number;
  readonly text: string;
}

const post = (agent: Agent, url: URL, body: string, token?: string): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: 'POST',
      agent,
      timeout: 30_000,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    });
    outgoing.on('response', (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      incoming.on('error', reject);
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }));
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in 30 s')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });

/** A string of a JSON reply; undefined where there is none. */
const field = ({ text }: Reply, name: string): string | undefined => {
  const body: unknown = JSON.parse(text);
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** A token of a new guest. Rejects with a `ShedError`. */
export const guestToken = async (agent: Agent, gateway: string): Promise<string> => {
  const reply = await post(agent, new URL('/guest', gateway), '');
  const token = field(reply, 'token');
  if (token !== undefined) return token;
  const code = field(reply, 'code');
  if (isShed(code)) throw new ShedError(code);
  throw new Error(`POST /guest answered ${reply.status} ${code}`);
};

const outcomeOf = (reply: Reply): Outcome => {
  const { status } = reply;
  if (status === 200 || status === 202) return 'answered';
  const code = field(reply, 'code');
  if (isShed(code)) return 'shed';
  throw new Error(`POST /chat answered ${status} ${code}`);
};

/** A customer of REST, with a session of its own. */
export const openRestDoor = async (agent: Agent, gateway: string): Promise<Door> => {
  const token = await guestToken(agent, gateway);
  let sessionId: string | undefined;
  return {
    send: async (message, requestId) => {
      const data = { message, ...(sessionId === undefined ? {} : { sessionId }) };
      const body = JSON.stringify({ action: 'sendMessage', requestId, data });
      const reply = await post(agent, new URL('/chat', gateway), body, token);
      sessionId ??= field(reply, 'sessionId');
      return outcomeOf(reply);
    },
    close: () => undefined,
  };
};
