import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { secretName } from '../../contracts/runtime-config';
import { createGuestTokens } from '../../core/identity/guest-tokens';
import type { AwsClients } from '../deployment/aws-clients';
import type { Driven } from './driven';
import { fieldOf, textOf } from './field-of';

const question = '進撃の巨人の作者は誰ですか？';

/** The model that the deployed parameter is set to before anything runs: not the default. */
export const fastModel = 'claude-sonnet-4-5';

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const call = async (url: string, init: RequestInit): Promise<Reply> => {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
};

const expectStatus = ({ status, body }: Reply, expected: number): void => {
  if (status !== expected) throw new Error(`answered ${status}: ${JSON.stringify(body).slice(0, 300)}`);
};

const guestTokenKey = async ({ secrets }: AwsClients): Promise<string> => {
  const { SecretString = '{}' } = await secrets.send(
    new GetSecretValueCommand({ SecretId: secretName('dev') }),
  );
  return textOf(JSON.parse(SecretString), 'guestTokenKey');
};

const tokenOf = async (key: string): Promise<string> =>
  (await createGuestTokens({ secret: () => ({ guestTokenKey: key }), now: Date.now }).issue()).token;

/** Gets a guest token at the deployed REST API. */
export const guestToken = async (rest: string): Promise<string> => {
  const reply = await call(`${rest}/guest`, { method: 'POST' });
  expectStatus(reply, 200);
  return textOf(reply.body, 'token');
};

/** The REST door: gateway, authorizer, load balancer and orchestrator. */
export const checkRest = async ({ trial, clients, doors }: Driven): Promise<void> => {
  const chat = (token: string | undefined, document: unknown): Promise<Reply> =>
    call(`${doors.rest}/chat`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(document),
    });
  const ask = (token: string | undefined): Promise<Reply> =>
    chat(token, { action: 'sendMessage', data: { message: question, modelPreference: 'fast' } });

  await trial.check('a guest chats through the deployed REST API', async () => {
    const reply = await ask(await guestToken(doors.rest));
    expectStatus(reply, 200);
    return `${textOf(reply.body, 'reply').length} characters by ${textOf(reply.body, 'model')}`;
  });
  await trial.check('the orchestrator reads the parameters of its environment', async () => {
    const reply = await ask(await guestToken(doors.rest));
    const model = textOf(reply.body, 'model');
    if (model !== fastModel) throw new Error(`the model is ${model}`);
    return `fast_model=${model}, as the parameter was set`;
  });
  await trial.check('the authorizer reads the deployed secret: a token of its key passes', async () => {
    expectStatus(await ask(await tokenOf(await guestTokenKey(clients))), 200);
    return 'signed outside with the key in Secrets Manager, answered 200';
  });
  await trial.check('the authorizer refuses on REST: a token of another key, and none', async () => {
    const refused = [await ask(await tokenOf('another-key-'.repeat(4))), await ask(undefined)];
    for (const reply of refused) expectStatus(reply, 401);
    return refused.map(({ body }) => JSON.stringify(fieldOf(body, 'code') ?? body)).join(', ');
  });
  await trial.check('the gateway refuses a body that does not fit its deployed model', async () => {
    const reply = await chat(await guestToken(doors.rest), { action: 'sing' });
    expectStatus(reply, 400);
    // The gateway's own words: the orchestrator's differ.
    const message = textOf(reply.body, 'message');
    if (!message.startsWith('The body does not fit')) throw new Error(`it says "${message}"`);
    return `400 ${textOf(reply.body, 'code')}, before the orchestrator`;
  });
};
