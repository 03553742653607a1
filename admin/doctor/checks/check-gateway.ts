import { type Check, type Finding, fail, pass, warn } from '../finding';

const timeoutMs = 10_000;
const budgetMs = 3_000;
const question = '進撃の巨人の作者は誰ですか？';

const textField = (body: unknown, field: string): string | undefined => {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, field) : undefined;
  return typeof value === 'string' ? value : undefined;
};

const call = async (url: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  const text = await response.text();
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : text;
  return { status: response.status, body };
};

/** Whether the REST API answers. */
export const checkGateway = (gateway: string): Check => ({
  what: 'REST API',
  advice: 'See the runbook under "Chat is down"; is the api stack deployed?',
  run: async () => {
    const { status } = await call(`${gateway}/health`);
    return [
      status === 200
        ? pass('REST API', `${gateway}/health answers`)
        : fail('REST API', `/health answers ${status}`, 'See the runbook under "Chat is down".'),
    ];
  },
});

/** Asks one real question, as a guest. It costs a fraction of a cent. */
export const checkChat = (gateway: string, now: () => number): Check => {
  const advice = 'See the reply’s code in docs/api.md, and the orchestrator’s log group.';
  return {
    what: 'one real chat',
    advice,
    run: async (): Promise<readonly Finding[]> => {
      const guest = await call(`${gateway}/guest`, { method: 'POST' });
      const token = textField(guest.body, 'token');
      if (token === undefined)
        return [fail('one real chat', `/guest answers ${guest.status} without a token`, advice)];
      const startedAt = now();
      const answer = await call(`${gateway}/chat`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ action: 'sendMessage', data: { message: question } }),
      });
      const elapsedMs = now() - startedAt;
      const reply = textField(answer.body, 'reply');
      if (answer.status !== 200 || reply === undefined || reply === '') {
        const code = textField(answer.body, 'code') ?? 'no code';
        return [fail('one real chat', `answered ${answer.status} (${code}) after ${elapsedMs} ms`, advice)];
      }
      const detail = `${textField(answer.body, 'model')} in ${textField(answer.body, 'region') ?? 'the cache'}, ${elapsedMs} ms`;
      return [
        elapsedMs <= budgetMs
          ? pass('one real chat', detail)
          : warn(
              'one real chat',
              `${detail}: above the budget of ${budgetMs} ms`,
              'Run it again; a first answer may be cold.',
            ),
      ];
    },
  };
};
